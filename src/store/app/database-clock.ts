import { type Kysely, sql } from 'kysely'
import type { Database } from './database-types.ts'

/**
 * The time of PostgreSQL, which all instances share. It is asked for now and then and carried on by a
 * counter of this process that nobody can set, so the clock of the machine plays no part: it may be wrong
 * by an hour, or be set while the program runs.
 */
export class DatabaseClock {
  readonly #db: Kysely<Database>
  /** Milliseconds since 1970 when the counter stood at zero. */
  #zero: number | undefined

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  /** Sets the clock. Half of the time that the question took has passed since. */
  async ask(): Promise<Date> {
    const asked = performance.now()
    const { rows } = await sql<{ ms: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms
    `.execute(this.#db)
    const answered = performance.now()
    this.#zero = (rows[0]?.ms ?? 0) - (asked + answered) / 2
    return this.now()
  }

  /** @throws an error before it was asked for the first time */
  now(): Date {
    if (this.#zero === undefined) throw new Error('the clock of the database is not known yet')
    return new Date(this.#zero + performance.now())
  }
}
