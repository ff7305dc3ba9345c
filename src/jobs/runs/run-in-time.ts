import { abortedLater } from '../../platform/waiting/aborted-later.ts'

/** A job that is told to end has so long to do it, in milliseconds, before it is waited for no longer. */
const endingMs = 10_000

class JobTimedOut extends Error {
  readonly code = 'job_timed_out'

  constructor(timeoutMs: number) {
    super(`did not end within ${timeoutMs / 1000} s`)
  }
}

/**
 * Does something under a signal that fires after the time it may take, and when one of the others does.
 * What does not heed the signal is waited for no longer.
 *
 * @throws whatever the work throws; the reason of the signal when it fired
 */
export async function runInTime<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  timeoutMs: number,
  others: readonly AbortSignal[],
): Promise<Result> {
  const tooLate = new AbortController()
  const timer = setTimeout(() => tooLate.abort(new JobTimedOut(timeoutMs)), timeoutMs)
  const signal = AbortSignal.any([tooLate.signal, ...others])
  using patience = abortedLater(signal, endingMs)
  const given = Promise.withResolvers<never>()
  patience.signal.addEventListener('abort', () => given.reject(signal.reason), { once: true })
  try {
    return await Promise.race([work(signal), given.promise])
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
