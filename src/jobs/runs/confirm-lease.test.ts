import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { confirmLease } from './confirm-lease.ts'
import { LeaseLost } from './run-lease.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const leaseMs = 60_000
const log = { warn: () => {} }

it('goes on while the database is told in time, two questions in vain included', async () => {
  let asked = 0
  const renew = () => {
    asked += 1
    return asked % 3 === 0 ? Promise.resolve() : Promise.reject(new Error('not now'))
  }
  using confirming = confirmLease({ renew }, leaseMs, log)
  await vi.advanceTimersByTimeAsync(10 * leaseMs)
  expect(asked).toBe(40)
  expect(confirming.signal.aborted).toBe(false)
})

it('ends when others may take the run over, and not a question later', async () => {
  using confirming = confirmLease({ renew: () => new Promise(() => {}) }, leaseMs, log)
  await vi.advanceTimersByTimeAsync(leaseMs - 1)
  expect(confirming.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(confirming.signal.reason).toBeInstanceOf(LeaseLost)
})

it('counts from the question, since the answer may have been long under way', async () => {
  const renew = vi
    .fn<() => Promise<void>>()
    .mockImplementationOnce(() => new Promise((resolve) => setTimeout(resolve, 10_000)))
    .mockImplementation(() => new Promise(() => {}))
  using confirming = confirmLease({ renew }, leaseMs, log)
  await vi.advanceTimersByTimeAsync(15_000 + leaseMs - 1)
  expect(confirming.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(confirming.signal.aborted).toBe(true)
})

it('leaves no timer when the run is over, also while it asks', async () => {
  const confirming = confirmLease(
    { renew: () => new Promise((resolve) => setTimeout(resolve, 1_000)) },
    leaseMs,
    log,
  )
  await vi.advanceTimersByTimeAsync(15_500)
  confirming[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(vi.getTimerCount()).toBe(0)
})
