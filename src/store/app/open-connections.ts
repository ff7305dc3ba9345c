import { once } from 'node:events'
import type pg from 'pg'

/** How long a server may take to see that a connection ends, in milliseconds. */
const farewellMs = 2_000

/** Counts the connections of a pool, also those that it has given up and that are not closed yet. */
export class OpenConnections {
  readonly #pool: pg.Pool
  #count = 0

  constructor(pool: pg.Pool) {
    this.#pool = pool
    pool.on('connect', () => (this.#count += 1))
    pool.on('remove', () => (this.#count -= 1))
  }

  /**
   * Waits until the server has closed them. The pool itself calls its end as soon as it has asked for
   * that; a server that is stopped then tells those that are left that it ends them, which reads like
   * a lost connection. A server that does not answer is not waited for.
   */
  async allClosed(): Promise<void> {
    const signal = AbortSignal.timeout(farewellMs)
    while (this.#count > 0 && !signal.aborted) {
      await once(this.#pool, 'remove', { signal }).catch(() => {})
    }
  }
}
