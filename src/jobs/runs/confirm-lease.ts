import { errorMessage } from '../../platform/error-message.ts'
import type { Logger } from '../../platform/log.ts'
import { LeaseLost, type RunLease } from './run-lease.ts'

/** Confirms so many times within one lease: two may fail. */
const timesPerLease = 3

/**
 * Confirms a lease while a run goes on. The signal aborts when the run was taken over, and when the
 * database could not be told for so long that it may be.
 */
export function confirmLease(
  lease: Pick<RunLease, 'renew'>,
  leaseMs: number,
  log: Pick<Logger, 'warn'>,
): Disposable & { signal: AbortSignal } {
  const lost = new AbortController()
  let confirmedAt = performance.now()
  let isAsking = false
  const confirm = async () => {
    if (performance.now() - confirmedAt > leaseMs) lost.abort(new LeaseLost())
    if (isAsking || lost.signal.aborted) return
    isAsking = true
    const askedAt = performance.now()
    try {
      await lease.renew()
      confirmedAt = askedAt
    } catch (error) {
      if (error instanceof LeaseLost) lost.abort(error)
      else log.warn({ reason: errorMessage(error) }, 'cannot confirm that a job runs')
    } finally {
      isAsking = false
    }
  }
  const timer = setInterval(() => void confirm(), leaseMs / timesPerLease)
  return { signal: lost.signal, [Symbol.dispose]: () => clearInterval(timer) }
}
