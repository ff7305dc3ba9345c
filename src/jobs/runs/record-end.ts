import { setTimeout } from 'node:timers/promises'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { LeaseLost } from './run-lease.ts'

const pauseMs = 1_000

/**
 * Writes down how a run ended; a database that does not answer is asked again as long as the lease lasts.
 *
 * @returns false when the run was taken over, or will be: nobody was told how it ended
 */
export async function recordEnd(
  write: () => Promise<void>,
  leaseMs: number,
  log: Pick<Logger, 'warn'>,
): Promise<boolean> {
  const until = performance.now() + leaseMs
  for (;;) {
    try {
      await write()
      return true
    } catch (error) {
      if (error instanceof LeaseLost) return false
      log.warn({ reason: errorMessage(error) }, 'cannot write down how a job ended')
      if (performance.now() + pauseMs > until) return false
    }
    await setTimeout(pauseMs)
  }
}
