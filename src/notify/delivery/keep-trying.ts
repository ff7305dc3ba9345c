import { setTimeout } from 'node:timers/promises'
import { errorMessage } from '../../platform/errors/error-message.ts'
import type { Logger } from '../../platform/log/log.ts'

/** How long what became of an attempt is kept in memory while PostgreSQL is away. */
const recordMsMax = 60_000
const pauseMs = 1_000

/** Writes down what became of an attempt, again and again while the database does not take it. */
export async function keepTrying<T>(
  write: () => Promise<T>,
  log: Pick<Logger, 'warn'>,
): Promise<T> {
  const until = performance.now() + recordMsMax
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (performance.now() > until) throw error
      log.warn({ reason: errorMessage(error) }, 'cannot write down what became of a delivery')
    }
    await setTimeout(pauseMs)
  }
}
