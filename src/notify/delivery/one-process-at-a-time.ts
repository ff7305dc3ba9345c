import type pg from 'pg'
import { keepalivesSql } from '../../store/app/connection/keepalives.ts'
import { withLongSession } from '../../store/app/connection/long-session.ts'

/** Locks of a class stand for things of one kind; the number of the thing is the second half of the key. */
const lockClasses = { mail: 0x6d61_696c, notice: 0x6e6f_7465 } as const

/** Another process may be at it by now. */
class LockLost extends Error {
  readonly code = 'lock_lost'

  constructor() {
    super('the connection to PostgreSQL was lost that kept others from it')
  }
}

/**
 * Does something with one thing while no other process does: a lock of the session that ends with the process,
 * so that what a killed one was at can be gone on with at once. It ends with the connection as well, which the
 * signal tells: whoever goes on then does it a second time.
 *
 * @returns undefined when another process is at it
 */
export function oneProcessAtATime<Result>(
  locks: pg.Pool,
  kind: keyof typeof lockClasses,
  id: number,
  work: (lost: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  return withLongSession(locks, undefined, async (session) => {
    const lost = new AbortController()
    session.once('error', () => lost.abort(new LockLost()))
    await session.query(keepalivesSql)
    const lock = [lockClasses[kind], id % 2 ** 31]
    const { rows } = await session.query<{ locked: boolean }>(
      'select pg_try_advisory_lock($1, $2) as locked',
      lock,
    )
    if (rows[0]?.locked !== true) return undefined
    const result = await work(lost.signal)
    // it ends with the session as well, a moment later
    await session.query('select pg_advisory_unlock($1, $2)', lock).catch(() => {})
    return result
  })
}
