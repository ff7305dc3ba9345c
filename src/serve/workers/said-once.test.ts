import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { saidOnce } from './said-once.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const line = (second: number, msg: string) =>
  `{"level":"warn","time":"T${second}","msg":"${msg}"}\n`

it('writes once what several processes say about one thing, and anew what happens anew', () => {
  const written: string[] = []
  const say = saidOnce((text) => written.push(text))
  say(line(1, 'lost'))
  say(line(2, 'lost'))
  say(line(2, 'found'))
  expect(written).toEqual([line(1, 'lost'), line(2, 'found')])
  vi.advanceTimersByTime(5_000)
  say(line(3, 'lost'))
  expect(written.at(-1)).toBe(line(3, 'lost'))
})

it('goes on whatever is said', () => {
  let written = 0
  const say = saidOnce(() => (written += 1))
  for (let count = 0; count < 3_000; count += 1) say(line(1, `line ${count}`))
  expect(written).toBe(3_000)
})
