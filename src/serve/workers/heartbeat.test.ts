import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Heartbeat } from './heartbeat.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('bears silence for ten questions, and tells of it once', () => {
  const [ask, onSilence] = [vi.fn<() => void>(), vi.fn<() => void>()]
  const heartbeat = new Heartbeat({ unansweredAtMost: 10, ask, onSilence })
  vi.advanceTimersByTime(10_000)
  expect(ask).toHaveBeenCalledTimes(10)
  heartbeat.answered()
  vi.advanceTimersByTime(10_000)
  expect(onSilence).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(ask).toHaveBeenCalledTimes(20)
  expect(onSilence).toHaveBeenCalledTimes(1)
})

it('asks nothing of who has ended', () => {
  const ask = vi.fn<() => void>()
  new Heartbeat({ unansweredAtMost: 10, ask, onSilence: () => {} }).end()
  vi.advanceTimersByTime(60_000)
  expect(ask).not.toHaveBeenCalled()
})
