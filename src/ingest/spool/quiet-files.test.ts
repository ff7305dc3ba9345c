import { expect, test } from 'vitest'
import { QuietFiles } from './quiet-files.ts'
import type { SpoolFile } from './spool-file.ts'

const now = Date.parse('2026-11-28T12:00:00Z')
const file = (name: string, ageMs: number, size = 10): SpoolFile => ({
  name,
  size,
  modifiedMs: now - ageMs,
})
const hour = 3_600_000

test('leaves young files alone, and young empty ones for longer', () => {
  const quiet = new QuietFiles()
  expect(quiet.isQuiet(file('old', 2_001), now)).toBe(true)
  expect(quiet.isQuiet(file('young', 2_000), now)).toBe(false)
  expect(quiet.isQuiet(file('old-empty', 60_001, 0), now)).toBe(true)
  expect(quiet.isQuiet(file('empty', 60_000, 0), now)).toBe(false)
})

test('takes a file from the future when it did not change for two seconds', () => {
  const quiet = new QuietFiles()
  expect(quiet.isQuiet(file('future', -hour), now, 1_000)).toBe(false)
  expect(quiet.isQuiet(file('future', -hour), now, 2_999)).toBe(false)
  expect(quiet.isQuiet(file('future', -hour, 11), now, 3_000)).toBe(false)
  expect(quiet.isQuiet(file('future', -hour, 11), now, 4_999)).toBe(false)
  expect(quiet.isQuiet(file('future', -hour, 11), now, 5_000)).toBe(true)
  expect(quiet.isQuiet(file('empty', -hour, 0), now, 0)).toBe(false)
  expect(quiet.isQuiet(file('empty', -hour, 0), now, 59_999)).toBe(false)
  expect(quiet.isQuiet(file('empty', -hour, 0), now, 60_000)).toBe(true)
})

test('watches what came whole from the future for as long as looks at the spool find it', () => {
  const quiet = new QuietFiles()
  const whole = { ...file(`submission-${'x'.repeat(32)}.json`, -hour), changedMs: now }
  expect(quiet.isFinal(whole, 0)).toBe(false)
  for (let look = 0; look < 3; look += 1) {
    expect(quiet.isComplete(whole)).toBe(true)
    quiet.endLook()
  }
  expect(quiet.isFinal(whole, 2_000)).toBe(true)
})

test('takes nothing for final that it has not seen unchanged for two seconds, whatever the clocks say', () => {
  const quiet = new QuietFiles()
  expect(quiet.isFinal(file('old', hour), 0)).toBe(false)
  expect(quiet.isFinal(file('old', hour), 1_999)).toBe(false)
  expect(quiet.isFinal(file('old', hour, 11), 2_000)).toBe(false)
  expect(quiet.isFinal(file('old', hour, 11), 4_000)).toBe(true)
})

test('does not mind that the clock is set', () => {
  const quiet = new QuietFiles()
  quiet.isQuiet(file('future', -hour), now, 0)
  expect(quiet.isQuiet(file('future', -hour), now - hour, 2_000)).toBe(true)
})

test('watches a bounded number of files, the others when these are gone', () => {
  const quiet = new QuietFiles(2)
  const look = (elapsed: number, names: string[]) => {
    const complete = names.filter((name) => quiet.isQuiet(file(name, -hour), now, elapsed))
    quiet.endLook()
    return complete
  }
  expect(look(0, ['a', 'b', 'c', 'd'])).toEqual([])
  expect(look(2_000, ['a', 'b', 'c', 'd'])).toEqual(['a', 'b'])
  expect(look(3_000, ['c', 'd'])).toEqual([]) // there was no room for them
  expect(look(4_000, ['c', 'd'])).toEqual([])
  expect(look(6_000, ['c', 'd'])).toEqual(['c', 'd'])
})
