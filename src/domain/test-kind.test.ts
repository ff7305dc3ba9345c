import { expect, it } from 'vitest'
import { testKindOf } from './test-kind.ts'

it.each([
  ['boot', 'b'],
  ['boot.nfs', 'b'],
  ['bootrr.x', 't'],
  ['Boot', 't'],
  ['ltp.boot', 't'],
  ['', 'n'],
])('%j is of kind %s', (path, kind) => {
  expect(testKindOf(path)).toBe(kind)
})
