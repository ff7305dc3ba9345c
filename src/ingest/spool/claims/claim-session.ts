import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { keepalivesSql } from '../../../store/app/connection/keepalives.ts'
import { type PoolClient, sessionOf } from '../../../store/app/connection/pool-client.ts'
import { defaultIdleInTransactionMs } from '../../../store/app/connection/session-settings.ts'
import { timeSql } from '../../../store/app/database-clock.ts'
import { takeSession } from '../../../store/app/connection/take-session.ts'

/** Class of the advisory locks of sessions that hold claims: `CLAM` as bytes. */
const ownerLockClass = 0x434c414d

/** A server that is silent for longer while it is asked counts as lost, in milliseconds. */
const silenceMs = 30_000

const claimSql = `
  insert into spool_claim (key, owner) select key, $2 from unnest($1::bigint[]) as key
  on conflict (key) do nothing`

const oursSql = 'select key from spool_claim where owner = $2 and key = any($1::bigint[])'

const forgetDeadSql = `
  delete from spool_claim where owner <> all (
    select objid::bigint from pg_locks
    where locktype = 'advisory' and classid = ${ownerLockClass} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database()))`

/**
 * A session of PostgreSQL that may hold claims. It has a number and holds the advisory lock of that number
 * for as long as it lives, so that everybody sees at once when its process was killed: no clock has to
 * agree with another one, and nothing has to be renewed.
 */
export class ClaimSession {
  readonly #client: pg.PoolClient & PoolClient
  readonly owner: number
  #lost = false
  #isGivenBack = false
  /** Files are claimed while others are released. */
  #answered: Promise<unknown> = Promise.resolve()

  private constructor(client: pg.PoolClient, owner: number) {
    this.#client = sessionOf(client)
    this.owner = owner
    client.once('end', this.#lose)
    client.on('error', this.#lose)
  }

  /** @throws the database's error; SessionShared behind a pooler in transaction mode */
  static async open(pool: pg.Pool): Promise<ClaimSession> {
    const session = new ClaimSession(await pool.connect(), randomInt(1, 2 ** 31 - 1))
    try {
      const idleInTransactionMs = defaultIdleInTransactionMs
      await takeSession(session.#client, { statementMs: silenceMs, idleInTransactionMs })
      await session.#query(
        `${keepalivesSql}; select pg_advisory_lock(${ownerLockClass}, ${session.owner})`,
      )
      return session
    } catch (error) {
      session.cut()
      throw error
    }
  }

  /** Whether its claims are anybody's by now. */
  get isLost(): boolean {
    return this.#lost
  }

  /**
   * Claims what nobody else has.
   *
   * @param keys in ascending order: two that want the same in another order would wait for each other
   * @returns those that are ours now
   */
  async claim(keys: readonly number[]): Promise<readonly number[]> {
    const { rowCount } = await this.#ask(() => this.#client.query(claimSql, [keys, this.owner]))
    // the usual case, in which the server need not list them
    if (rowCount === keys.length) return keys
    const rows = await this.#query<{ key: number }>(oursSql, [keys, this.owner])
    return rows.map(({ key }) => key)
  }

  async release(keys: readonly number[]): Promise<void> {
    const sql = 'delete from spool_claim where owner = $1 and key = any($2::bigint[])'
    await this.#query(sql, [this.owner, keys])
  }

  /** Removes the claims of sessions that have ended; tells whether there were any. */
  async forgetDead(): Promise<boolean> {
    const { rowCount } = await this.#ask(() => this.#client.query(forgetDeadSql))
    return (rowCount ?? 0) > 0
  }

  /**
   * Takes over what is left of the claims of a session that was ours.
   *
   * @param keys what we had claimed and still want, in ascending order
   * @returns those that are ours now
   */
  async succeed(previous: ClaimSession, keys: readonly number[]): Promise<readonly number[]> {
    const own = 'update spool_claim set owner = $1 where owner = $2 and key = any($3::bigint[])'
    await this.#query(own, [this.owner, previous.owner, keys])
    await this.#query('delete from spool_claim where owner = $1', [previous.owner])
    return this.claim(keys)
  }

  /** The time of PostgreSQL, in milliseconds since 1970. */
  async databaseTime(): Promise<number> {
    const [row] = await this.#query<{ ms: number }>(timeSql)
    return row?.ms ?? 0
  }

  /** Ends the session in order; it must hold no claims. */
  async close(): Promise<void> {
    try {
      await this.#query(`select pg_advisory_unlock(${ownerLockClass}, ${this.owner})`)
      await this.#ask(() => this.#client.resetTimeouts())
      this.#client.off('error', this.#lose)
      this.#client.off('end', this.#lose)
      this.#giveBack(false)
    } catch {
      this.cut()
    }
  }

  /** Ends the session with its connection, and with it every claim. */
  cut(): void {
    this.#lost = true
    this.#giveBack(true)
  }

  #giveBack(isSpoiled: boolean): void {
    if (!this.#isGivenBack) this.#client.release(isSpoiled)
    this.#isGivenBack = true
  }

  readonly #lose = (): void => {
    this.#lost = true
  }

  async #query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> {
    return (await this.#ask(() => this.#client.query<Row>(text, values))).rows
  }

  /** One question at a time, in their order: the end of one would end the watch over the next. */
  #ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#answered.then(() => this.#askNow(question))
    this.#answered = answer.catch(() => {})
    return answer
  }

  async #askNow<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    this.#client.endAfterSilence(silenceMs)
    try {
      return await question()
    } finally {
      this.#client.endAfterSilence(0)
    }
  }
}
