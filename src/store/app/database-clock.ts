import { type Kysely, sql } from 'kysely'
import type { Database } from './schema/database-types.ts'

/** One row: the time of PostgreSQL when it is read, in milliseconds since 1970. */
export const timeSql = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms'

/** Asks a database for its time. */
export function timeOf(db: Kysely<Database>): () => Promise<number> {
  return async () => (await sql<{ ms: number }>`${sql.raw(timeSql)}`.execute(db)).rows[0]?.ms ?? 0
}

/**
 * The time of PostgreSQL, which all instances share. It is asked for now and then and carried on by a
 * counter of this process that nobody can set, so the clock of the machine plays no part: it may be wrong
 * by an hour, or be set while the program runs.
 */
export class DatabaseClock {
  readonly #read: () => Promise<number>
  /** Milliseconds since 1970 when the counter stood at zero. */
  #zero: number | undefined

  /** @param read asks PostgreSQL, see {@link timeOf} */
  constructor(read: () => Promise<number>) {
    this.#read = read
  }

  /** Sets the clock. Half of the time that the question took has passed since. */
  async ask(): Promise<Date> {
    const asked = performance.now()
    const ms = await this.#read()
    const answered = performance.now()
    this.#zero = ms - (asked + answered) / 2
    return this.now()
  }

  /** @throws an error before it was asked for the first time */
  now(): Date {
    if (this.#zero === undefined) throw new Error('the clock of the database is not known yet')
    return new Date(this.#zero + performance.now())
  }
}
