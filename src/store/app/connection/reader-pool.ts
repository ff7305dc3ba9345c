import type pg from 'pg'
import { askedWork } from '../../../platform/turns/asked-cost.ts'
import type { Turn } from '../../../platform/turns/turn-queue.ts'
import { wantedUntil } from '../../../platform/waiting/wanted-until.ts'
import type { ConnectionShares } from './connection-shares.ts'
import { PoolClient, sessionOf } from './pool-client.ts'
import { ReaderConnection } from './reader-connection.ts'

/**
 * Dear work of which a statement takes longer than this, in milliseconds, the sort of a long list for instance, is not what others
 * wait for: PostgreSQL's process for it gives way. Each of them has a share of the processors that is as large as that of the service
 * with all that it starts, where Linux shares them between sessions. Statements that are short take a quarter of a second on a busy machine,
 * and each that gives way costs a new connection.
 */
const longMs = 500

/** Where readers get their connections. */
export type ReaderPool = { connect: () => Promise<ReaderConnection> }

/**
 * The pool for those who ask one statement at a time and know how long it may take: their connections
 * end after a silence of `silenceMs` milliseconds, 0 for never. Writers take theirs from `pool` itself,
 * because they may wait for each other for a long time.
 */
export function readerPool(pool: pg.Pool, shares: ConnectionShares, silenceMs: number): ReaderPool {
  pool.on('release', (_error, client) => {
    if (client instanceof PoolClient) client.endAfterSilence(0)
  })
  return {
    connect: async () => {
      const signal = wantedUntil()
      const turn = await shares.take(signal)
      const client = sessionOf(await connectionFor(turn, pool, signal))
      client.endAfterSilence(silenceMs)
      const connection = new ReaderConnection(client, turn)
      if (askedWork()?.cost === 'dear') connection.givesWayAfter(longMs)
      return connection
    },
  }
}

/** A connection, or the end of the turn. */
async function connectionFor(
  turn: Turn | null,
  pool: pg.Pool,
  signal: AbortSignal | undefined,
): Promise<pg.PoolClient> {
  try {
    return await connectWhileWanted(pool, signal)
  } catch (error) {
    turn?.end()
    throw error
  }
}

/** The pool knows no signals: what it gives to who has left goes back at once. */
async function connectWhileWanted(
  pool: pg.Pool,
  signal: AbortSignal | undefined,
): Promise<pg.PoolClient> {
  const connecting = pool.connect()
  if (signal === undefined) return connecting
  const { promise: left, reject } = Promise.withResolvers<never>()
  const leave = () => reject(new Error('nobody waits for the answer', { cause: signal.reason }))
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([connecting, left])
  } catch (error) {
    connecting.then(
      (client) => client.release(),
      () => {},
    )
    throw error
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
