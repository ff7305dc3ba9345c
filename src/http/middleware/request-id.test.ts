import { expect, it } from 'vitest'
import { requestIdOf } from './request-id.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it('gives no id twice, and each in the form of a UUID', () => {
  const ids = Array.from({ length: 10_000 }, () => requestIdOf(undefined))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !uuid.test(id))).toEqual([])
})

it.each([
  ['mine-1', true],
  ['a'.repeat(128), true],
  ['a'.repeat(129), false],
  ['', false],
  ['with a space', false],
  ['"quoted"', false],
  ['back\\slash', false],
])('takes the id of the caller when it is a sane one: %j', (given, isTaken) => {
  expect(requestIdOf(given) === given).toBe(isTaken)
})
