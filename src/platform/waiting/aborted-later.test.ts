import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { abortedLater } from './aborted-later.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('aborts so long after the other signal, for its reason', () => {
  const asked = new AbortController()
  using later = abortedLater(asked.signal, 4_000)
  vi.advanceTimersByTime(60_000)
  const reason = new Error('asked to end')
  asked.abort(reason)
  vi.advanceTimersByTime(3_999)
  expect(later.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(later.signal.reason).toBe(reason)
})

it('counts from now where the other one has aborted already', () => {
  using later = abortedLater(AbortSignal.abort(new Error('asked to end')), 4_000)
  expect(later.signal.aborted).toBe(false)
  vi.advanceTimersByTime(4_000)
  expect(later.signal.aborted).toBe(true)
})

it('leaves nothing behind when it is over', () => {
  const asked = new AbortController()
  abortedLater(asked.signal, 4_000)[Symbol.dispose]()
  expect(getEventListeners(asked.signal, 'abort')).toEqual([])
  const later = abortedLater(AbortSignal.abort(new Error('asked to end')), 4_000)
  later[Symbol.dispose]()
  vi.advanceTimersByTime(4_000)
  expect(later.signal.aborted).toBe(false)
})
