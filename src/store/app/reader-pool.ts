import { Socket } from 'node:net'
import type { PostgresPool } from 'kysely'
import pg from 'pg'

/**
 * A connection that can be told how long the server may be silent. A frozen server, or a network that
 * swallows everything, does not cancel a statement, and who asked would wait for ever.
 */
export class PoolClient extends pg.Client {
  readonly #socket: Socket

  constructor(config?: pg.ClientConfig) {
    const socket = new Socket()
    super({ ...config, stream: () => socket })
    this.#socket = socket
    socket.on('timeout', () => socket.destroy())
    // The statement in flight fails and tells; without a listener the process would end when a
    // connection in use does.
    this.on('error', () => {})
  }

  /** Ends the connection when nothing has come or gone for so many milliseconds; 0 for never. */
  endAfterSilence(ms: number): void {
    this.#socket.setTimeout(ms)
  }
}

/**
 * The pool for those who ask one statement at a time and know how long it may take: their connections
 * end after a silence of `silenceMs` milliseconds, 0 for never. Writers take theirs from `pool` itself,
 * because they may wait for each other for a long time.
 */
export function readerPool(pool: pg.Pool, silenceMs: number): PostgresPool {
  pool.on('release', (_error, client) => limitSilence(client, 0))
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      limitSilence(client, silenceMs)
      return client
    },
    end: () => pool.end(),
  }
}

function limitSilence(client: unknown, ms: number): void {
  if (client instanceof PoolClient) client.endAfterSilence(ms)
}
