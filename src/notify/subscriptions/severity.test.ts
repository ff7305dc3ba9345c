import { expect, it } from 'vitest'
import { isAtLeast, severityOfTest } from './severity.ts'

it('takes a build for worse than a boot, and a boot for worse than a test', () => {
  expect(isAtLeast('build', 'boot')).toBe(true)
  expect(isAtLeast(severityOfTest('b'), 'boot')).toBe(true)
  expect(isAtLeast(severityOfTest('t'), 'boot')).toBe(false)
  expect(isAtLeast(severityOfTest('n'), 'test')).toBe(true)
})
