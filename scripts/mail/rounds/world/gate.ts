import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const lookMs = 10

/** Somebody who waits for what the gate holds: a process by its name, and its session in PostgreSQL. */
export type Waiting = { readonly name: string; readonly session: number }

/**
 * Holds a lock of PostgreSQL that a process needs for its next step, so that the process stands between two
 * steps for as long as it is wanted there.
 */
export class Gate implements AsyncDisposable {
  readonly #client: pg.Client
  readonly #observer: pg.Client

  private constructor(client: pg.Client, observer: pg.Client) {
    this.#client = client
    this.#observer = observer
  }

  static async open(url: string): Promise<Gate> {
    const clients = [new pg.Client(url), new pg.Client(url)] as const
    await Promise.all(clients.map((client) => client.connect()))
    return new Gate(...clients)
  }

  /**
   * Shuts it with a statement that takes a lock.
   *
   * @returns how many rows the statement had
   */
  async shut(statement: string, values: readonly unknown[] = []): Promise<number> {
    await this.#client.query('begin')
    const { rowCount } = await this.#client.query(statement, [...values])
    return rowCount ?? 0
  }

  /**
   * @param withStatement what is in the statement with which they wait, in any case
   * @returns undefined when nobody of these came in time
   */
  async someoneWaits(
    names: readonly string[],
    { forMs, withStatement = '' }: { forMs: number; withStatement?: string },
  ): Promise<Waiting | undefined> {
    for (const until = Date.now() + forMs; Date.now() < until; await sleep(lookMs)) {
      const { rows } = await this.#observer.query<Waiting>(
        `select application_name as name, pid as session from pg_stat_activity
         where application_name = any($1) and $2 = any(pg_blocking_pids(pid))
           and query ilike '%' || $3 || '%'`,
        [names, await this.#session(), withStatement],
      )
      if (rows[0] !== undefined) return rows[0]
    }
    return undefined
  }

  /** What it waits for in PostgreSQL never happens; otherwise that happens when the gate is opened. */
  async endSession({ session }: Waiting): Promise<void> {
    await this.#observer.query('select pg_terminate_backend($1, 5000)', [session])
  }

  async open(): Promise<void> {
    await this.#client.query('rollback')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#client.end(), this.#observer.end()])
  }

  async #session(): Promise<number> {
    this.#own ??= this.#client
      .query<{ own: number }>('select pg_backend_pid() as own')
      .then(({ rows }) => rows[0]?.own ?? 0)
    return this.#own
  }

  #own: Promise<number> | undefined
}
