import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { errorCode } from '../../../platform/errors/error-code.ts'

/**
 * How long one try waits for a lock, in milliseconds: whoever comes meanwhile and only wants to read waits behind it. More than a
 * second, after which PostgreSQL by default ends an autovacuum that is in the way, and looks whether two wait for each other.
 */
const lockTryMs = 1_500

/** How long those who came meanwhile may pass, before the next try. */
const pauseMs = 3_000

/** Lock not available; deadlock, of which the other one was a reader as well. */
const inTheWay: ReadonlySet<string | undefined> = new Set(['55P03', '40P01'])

/**
 * Does work that wants a table for itself. PostgreSQL lets everybody queue behind who waits for such a lock, so that one report which
 * is read for an hour would hold up all readers for as long. So a try that has waited for a second or two is given up, those who
 * queued pass, and it is tried again until it succeeds or the signal ends it.
 *
 * @param work a transaction, or a statement, that can be begun anew
 * @throws whatever else `work` throws; an AbortError
 */
export async function lettingOthersPass<Result>(
  client: pg.ClientBase,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query(`set lock_timeout = ${lockTryMs}`)
  for (;;) {
    signal?.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (!inTheWay.has(codeOf(error))) throw error
    }
    await sleep(pauseMs, undefined, { signal })
  }
}

/** Of the error, or of the one that it tells of. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && error.cause !== undefined
    ? errorCode(error.cause)
    : errorCode(error)
}
