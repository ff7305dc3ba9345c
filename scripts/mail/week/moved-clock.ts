import type pg from 'pg'

/**
 * A clock that is moved by hand and goes on from there: of this process, and of a database, whose functions of the
 * same names stand before those of PostgreSQL for every connection that is opened afterwards.
 */
export class MovedClock {
  readonly #pool: pg.Pool
  #aheadMs = 0

  private constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** @param pool for moving it; who is to see it moved has another one */
  static async install(pool: pg.Pool, databaseName: string): Promise<MovedClock> {
    await pool.query(`
      create schema moved;
      create table moved.clock (ahead interval not null);
      insert into moved.clock values ('0');
      create function moved.clock_timestamp() returns timestamptz language sql volatile
        as 'select pg_catalog.clock_timestamp() + ahead from moved.clock';
      create function moved.now() returns timestamptz language sql stable
        as 'select pg_catalog.now() + ahead from moved.clock';
      alter database ${databaseName} set search_path = moved, pg_catalog, public`)
    return new MovedClock(pool)
  }

  async moveTo(instant: Date): Promise<void> {
    this.#aheadMs = instant.getTime() - Date.now()
    await this.#pool.query('update moved.clock set ahead = make_interval(secs => $1)', [
      this.#aheadMs / 1000,
    ])
  }

  readonly now = (): Date => new Date(Date.now() + this.#aheadMs)
}
