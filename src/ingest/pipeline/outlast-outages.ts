import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'
import { databaseErrorKind } from '../../store/app/errors/database-error.ts'
import { errorLabel } from '../../store/app/errors/database-error-codes.ts'
import { IngestHalted } from '../ingest-halted.ts'
import type { IngestMetrics } from '../ingest-metrics.ts'
import { pause, type Backoff } from './backoff.ts'

export type OutlastOptions = {
  backoff: Backoff
  metrics: Pick<IngestMetrics, 'retried'>
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
  /** What failed, for the log. */
  what: string
}

/**
 * Does something with the database, and tries again as long as it fails for a transient reason (ingestion.md O-3).
 *
 * @throws IngestHalted when the database cannot be used, or is away for too long
 * @throws the signal's reason when it is aborted meanwhile
 * @throws any other error of `work`
 */
export async function outlastOutages<Result>(
  work: () => Promise<Result>,
  options: OutlastOptions,
): Promise<Result> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work()
    } catch (error) {
      // after an abort, the error of the interrupted work means nothing
      options.signal.throwIfAborted()
      const kind = databaseErrorKind(error)
      if (kind === 'setup') throw new IngestHalted('database_not_ready', error)
      if (kind !== 'transient') throw error
      await waitOut(error, failures, options)
    }
  }
}

async function waitOut(error: unknown, failures: number, options: OutlastOptions): Promise<void> {
  const { backoff, log, metrics, signal, what } = options
  if (backoff.attempts !== undefined && failures >= backoff.attempts) {
    throw new IngestHalted('database_unavailable', error)
  }
  metrics.retried(errorLabel(error))
  // without the stack, which only shows the driver: an outage has many of these lines
  log.warn({ reason: errorMessage(error), failures }, `${what}, trying again`)
  await pause(backoff, failures, signal)
}
