import { expect, test } from 'vitest'
import { VainTries } from './vain-tries.ts'

const file = (name: string, size = 10) => ({ name, size, modifiedMs: 0 })

test('a file rests for a minute after a try in vain', () => {
  const tries = new VainTries()
  expect(tries.isResting(file('a'), 0)).toBe(false)
  tries.note(file('a'), 0)
  expect(tries.isResting(file('a'), 59_999)).toBe(true)
  expect(tries.isResting(file('b'), 0)).toBe(false)
  expect(tries.isResting(file('a'), 60_000)).toBe(false)
})

test('a file that was written to is tried at once', () => {
  const tries = new VainTries()
  tries.note(file('a'), 0)
  expect(tries.isResting(file('a', 11), 1)).toBe(false)
})

test('remembers a bounded number of files, the latest', () => {
  const tries = new VainTries()
  for (let n = 0; n <= 10_000; n += 1) tries.note(file(`${n}`), 0)
  expect(tries.isResting(file('0'), 1)).toBe(false)
  expect(tries.isResting(file('1'), 1)).toBe(true)
  expect(tries.isResting(file('10000'), 1)).toBe(true)
})
