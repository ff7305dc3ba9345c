import { once } from 'node:events'
import type pg from 'pg'
import { PoolClient } from './connection/pool-client.ts'

/** How long a server may take to see that a connection ends, in milliseconds. */
const farewellMs = 2_000

/** Knows the connections of a pool, also those that it has given up and that are not closed yet. */
export class OpenConnections {
  readonly #pool: pg.Pool
  readonly #clients = new Set<pg.ClientBase>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
    pool.on('connect', (client) => this.#clients.add(client))
    pool.on('remove', (client) => this.#clients.delete(client))
  }

  /** Ends all of them without a word to the server, which may not hear it: what runs on them fails. */
  cut(): void {
    for (const client of this.#clients) if (client instanceof PoolClient) client.cut()
  }

  /**
   * Waits until the server has closed them. The pool itself calls its end as soon as it has asked for
   * that; a server that is stopped then tells those that are left that it ends them, which reads like
   * a lost connection. A server that does not answer is not waited for.
   */
  async allClosed(): Promise<void> {
    const signal = AbortSignal.timeout(farewellMs)
    while (this.#clients.size > 0 && !signal.aborted) {
      await once(this.#pool, 'remove', { signal }).catch(() => {})
    }
  }
}
