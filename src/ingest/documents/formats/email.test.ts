import { expect, it } from 'vitest'
import { isEmail } from './email.ts'

it('asks for nothing but an @ (submission-format.md 2.7)', () => {
  expect(isEmail('@')).toBe(true)
  expect(isEmail('not an address')).toBe(false)
})
