import type pg from 'pg'
import { errorCode } from '../../../platform/errors/error-code.ts'
import { type PoolClient, sessionOf } from './pool-client.ts'
import type { Timeouts } from './session-settings.ts'

/** A pooler gives the server process to others between two transactions. */
class SessionShared extends Error {
  readonly code = 'session_shared'

  constructor() {
    super(
      'there is a pooler in transaction mode before PostgreSQL, but what writes needs a session of its own; ' +
        "use session mode, or the server's own address",
    )
  }
}

/** PgBouncer gives away the process that it got back last, unless another client is quicker. */
const tries = 3

/** What a server says of a value that a setting cannot have. */
const invalidParameterValue = '22023'

/** How long a pooler may take to find a process for one statement, in milliseconds. */
const silenceMs = 2_000

/** How often the server looks whether who wants a statement still lives, in milliseconds. */
const lookForClientMs = 2_000

/**
 * Takes the session for work that outlasts a transaction (temporary tables, settings), with these
 * timeouts. `resetTimeouts` ends that.
 *
 * @throws SessionShared where the session is seen to be somebody else's as well
 */
export async function takeSession(client: pg.ClientBase, timeouts: Timeouts): Promise<void> {
  const session = sessionOf(client)
  if (!session.ownsSession && (await isShared(session))) throw new SessionShared()
  await session.setTimeouts(timeouts)
  await endWithClient(session)
}

/**
 * A process that is killed tells nobody. The server would do the statement of that moment to its end, which takes minutes on large tables, and
 * let nobody have its locks before: neither who stores nor the same command again. Where its system cannot say who lives, it refuses the setting.
 */
async function endWithClient(client: pg.ClientBase): Promise<void> {
  await client
    .query(`set client_connection_check_interval = ${lookForClientMs}`)
    .catch((error: unknown) => {
      if (errorCode(error) !== invalidParameterValue) throw error
    })
}

/** Looks whether a second client meets the process that the first one has just used. */
async function isShared(first: PoolClient): Promise<boolean> {
  for (let number = 0; number < tries; number += 1) {
    const process = await processOf(first)
    const second = first.sibling()
    try {
      await second.connect()
      second.endAfterSilence(silenceMs)
      if ((await processOf(second)) === process) return true
    } catch {
      // no room for a second one, so this one need not share
      return false
    } finally {
      await second.end()
    }
  }
  return false
}

async function processOf(client: pg.ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid
}
