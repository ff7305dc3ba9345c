import { pino } from 'pino'
import { beforeEach, expect, test } from 'vitest'
import type { SpoolFile } from '../spool-file.ts'
import { UnmovedFiles } from './unmoved-files.ts'

const file = (name: string, size = 10): SpoolFile => ({ name, size, modifiedMs: 0 })
const refusal = new Error('EACCES: permission denied')

let lines: Record<string, unknown>[]
let gauge: number[]

beforeEach(() => {
  lines = []
  gauge = []
})

function unmovedFiles(filesMax = 100): UnmovedFiles {
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  return new UnmovedFiles({
    folder: 'archive',
    log: pino({ level: 'info' }, { write }),
    metrics: { unmoved: (_folder, files) => void gauge.push(files) },
    filesMax,
  })
}

test('remembers files until they are moved or written to', () => {
  const unmoved = unmovedFiles()
  for (const name of ['a', 'b']) unmoved.note(file(name), refusal, 0)
  expect(unmoved.has(file('a'))).toBe(true)
  expect(unmoved.has(file('a', 11))).toBe(false)
  unmoved.settle(file('b'))
  unmoved.settle(file('c'))
  expect(unmoved.size).toBe(0)
  expect(gauge).toEqual([1, 2, 0])
})

test('forgets files that somebody took away', () => {
  const unmoved = unmovedFiles()
  for (const name of ['a', 'b']) unmoved.note(file(name), refusal, 0)
  unmoved.endLook()
  unmoved.has(file('a'))
  unmoved.endLook()
  expect(gauge.at(-1)).toBe(1)
  unmoved.has(file('a', 11))
  unmoved.endLook()
  expect(gauge.at(-1)).toBe(0)
  expect(unmoved.problem).toBeUndefined()
})

test('warns at once and with growing pauses, however many files fail', () => {
  const unmoved = unmovedFiles()
  const warnedAt: number[] = []
  for (let minute = 0; minute < 8 * 60; minute += 1) {
    const before = lines.length
    for (const name of ['a', 'b', `${minute}`]) unmoved.note(file(name), refusal, minute * 60_000)
    for (let second = 0; second < 60; second += 1) unmoved.warn((minute * 60 + second) * 1_000)
    if (lines.length > before) warnedAt.push(minute)
  }
  expect(warnedAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303, 363, 423])
  expect(lines[1]).toMatchObject({ level: 40, files: 4, file: '1', reason: refusal.message })
})

test('says that it is over, and only when it had warned', () => {
  const unmoved = unmovedFiles()
  unmoved.note(file('a'), refusal, 0)
  unmoved.settle(file('a'))
  expect(lines).toEqual([])
  unmoved.note(file('a'), refusal, 0)
  unmoved.warn(0)
  unmoved.settle(file('a'))
  expect(lines.slice(1)).toMatchObject([{ level: 30 }])
})

test('tells when to try again, less and less often', () => {
  const unmoved = unmovedFiles()
  expect(unmoved.isDue(0)).toBe(false)
  unmoved.note(file('a'), refusal, 0)
  unmoved.note(file('b'), refusal, 500)
  expect(unmoved.isDue(999)).toBe(false)
  expect(unmoved.isDue(1_000)).toBe(true)
  unmoved.note(file('a'), refusal, 1_000)
  expect(unmoved.isDue(2_999)).toBe(false)
  expect(unmoved.isDue(3_000)).toBe(true)
  for (let now = 3_000; now < 300_000; now += 1_000) unmoved.note(file('a'), refusal, now)
  expect(unmoved.isDue(300_000 + 60_000)).toBe(true)
})

test('is bounded, and says how much room it has', () => {
  const unmoved = unmovedFiles(2)
  expect(unmoved.room).toBe(2)
  for (const name of ['a', 'b', 'c']) unmoved.note(file(name), refusal, 0)
  expect(unmoved.room).toBe(0)
  expect(unmoved.has(file('a'))).toBe(false)
  expect(unmoved.oldest(5)).toEqual([file('b'), file('c')])
  expect(unmoved.problem).toBe('2 file(s) cannot be moved to archive/: EACCES: permission denied')
})
