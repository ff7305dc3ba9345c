import { expect, it } from 'vitest'
import { failReason } from './fail-reason.ts'

it.each([
  ['no network', 'no network'],
  [5, '5'],
  [{ code: 1 }, '{"code":1}'],
  [null, 'unknown error'],
  [undefined, 'unknown error'],
  ['', 'unknown error'],
  [0, 'unknown error'],
  [false, 'unknown error'],
  [[], 'unknown error'],
  [{}, 'unknown error'],
])('the reason for failing %j is %s', (message, reason) => {
  expect(failReason(message)).toBe(reason)
})
