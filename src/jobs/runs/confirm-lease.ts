import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { LeaseLost, type RunLease } from './run-lease.ts'

/** Confirms so often that two questions may fail and the third comes in time. */
const timesPerLease = 4

/**
 * Confirms a lease while a run goes on. The signal aborts when the run was taken over, and at the moment in which
 * it may be, because the database could not be told for so long.
 */
export function confirmLease(
  lease: Pick<RunLease, 'renew'>,
  leaseMs: number,
  log: Pick<Logger, 'warn'>,
): Disposable & { signal: AbortSignal } {
  const lost = new AbortController()
  const lose = () => lost.abort(new LeaseLost())
  let end = setTimeout(lose, leaseMs)
  let isAsking = false
  let isOver = false
  const confirm = async () => {
    if (isAsking || lost.signal.aborted) return
    isAsking = true
    const askedAt = performance.now()
    try {
      await lease.renew()
      clearTimeout(end)
      if (!isOver) end = setTimeout(lose, leaseMs - (performance.now() - askedAt))
    } catch (error) {
      if (error instanceof LeaseLost) lost.abort(error)
      else log.warn({ reason: errorMessage(error) }, 'cannot confirm that a job runs')
    } finally {
      isAsking = false
    }
  }
  const timer = setInterval(() => void confirm(), leaseMs / timesPerLease)
  return {
    signal: lost.signal,
    [Symbol.dispose]: () => {
      isOver = true
      clearInterval(timer)
      clearTimeout(end)
    },
  }
}
