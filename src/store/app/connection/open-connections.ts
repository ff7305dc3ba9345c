import { addAbortListener, once } from 'node:events'
import type pg from 'pg'
import { PoolClient } from './pool-client.ts'

/** How long a server may take to see that a connection ends, in milliseconds. */
const farewellMs = 2_000

/** Knows the connections of a pool, also those that are only being made, and those that it has given up and that are not closed yet. */
export class OpenConnections {
  readonly #clients = new Set<PoolClient>()
  #areCut = false

  /** What the pool makes its connections of. */
  readonly Client = this.#watchedClient()

  /** Ends all of them without a word to the server, which may not hear it: what runs on them fails. */
  cut(): void {
    for (const client of this.#clients) client.cut()
  }

  /** Those to come as well. */
  cutForGood(): void {
    this.#areCut = true
    this.cut()
  }

  /** Does so when PostgreSQL is given up; until it is disposed of, as processes open and close connections for years. */
  cutWhen(abandoned: AbortSignal): Disposable {
    return addAbortListener(abandoned, () => this.cutForGood())
  }

  /**
   * Waits until the server has closed them. The pool itself calls its end as soon as it has asked for
   * that; a server that is stopped then tells those that are left that it ends them, which reads like
   * a lost connection. A server that does not answer is not waited for.
   */
  async allClosed(): Promise<void> {
    const signal = AbortSignal.timeout(farewellMs)
    const left = Array.from(this.#clients, (client) => once(client, 'end', { signal }))
    await Promise.allSettled(left)
  }

  #watchedClient(): typeof PoolClient {
    const clients = this.#clients
    const areCut = () => this.#areCut
    return class extends PoolClient {
      constructor(config?: pg.ClientConfig) {
        super(config)
        clients.add(this)
        this.once('end', () => clients.delete(this))
        // the pool connects what it has made at once
        if (areCut()) setImmediate(() => this.cut())
      }
    }
  }
}
