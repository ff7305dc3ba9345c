import type pg from 'pg'
import type { Turn } from '../../../platform/turns/turn-queue.ts'
import { longWorkPriority } from '../../../platform/give-way.ts'
import { wantedUntil } from '../../../platform/wanted-until.ts'
import { inTransaction } from '../transaction.ts'
import { cancelOnAbort } from '../cancel-on-abort.ts'
import { BeginningQuery } from './beginning-query.ts'
import type { Done } from './driver-query.ts'
import { heldAnswer } from './held-answer.ts'
import type { PoolClient } from './pool-client.ts'
import { wantedPortal } from './portal.ts'
import { PortalQuery } from './portal-query.ts'

/**
 * Set at the begin of a transaction that only reads: its statements get generic plans, made once for any parameters, which
 * the plan tests look at. By default PostgreSQL plans many of them anew for each request, because it assumes ten items in
 * an unknown array, which makes the generic plan look dearer. At eleven million tests that took 8 % of its processor
 * time (50 series of requests in turns), and 2.9 of 4.6 ms for the details of an issue.
 */
const planForAny = 'set local plan_cache_mode = force_generic_plan'

/** The names under which the beginning of a transaction that only reads is prepared. */
const beginningNames = ['reader_begin', 'reader_plan'] as const

/** How the query builder begins a transaction, and how it ends one. */
const beginning = /^(?:begin|start transaction)\b/u
const ending = /^(?:commit|rollback)$/u

type Answer = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

/** The result of a begin; the driver would give several results, for the settings in the same message. */
const begun: Answer = { command: 'BEGIN', rowCount: null, rows: [] }

/** The result of an end that is not waited for. */
const ended: Answer = { command: 'COMMIT', rowCount: null, rows: [] }

/**
 * A connection as the query builder uses it. Statements with parameters are prepared, each once per session.
 *
 * Behind a transaction pooler the session is shared, so nothing is prepared: the next transaction would not find it. There
 * every transaction sends the settings that answers rely on with its begin, and a statement outside of a transaction
 * gets one around it. That takes 0.06 ms for the settings and 0.13 ms for the transaction; a direct connection needs
 * neither.
 *
 * A statement is cancelled on the server once nobody waits for its answer (`wantedUntil`). A transaction that only reads
 * is begun together with its first statement, in one message, and its end is not waited for, which saves 0.1 ms: the
 * next statement queues behind it.
 */
export class ReaderConnection {
  readonly #client: PoolClient & pg.PoolClient
  readonly #turn: Turn | null
  #onlyReads = false
  #longMs = Infinity
  #givesWay = false
  /** The text of a begin that is to be sent with the first statement. */
  #toBegin: string | null = null

  /** @param turn ends with the connection */
  constructor(client: PoolClient & pg.PoolClient, turn: Turn | null) {
    this.#client = client
    this.#turn = turn
  }

  /**
   * Lowers the priority of the server's process once a statement has taken longer than `ms` milliseconds
   * (`serverGivesWay`). The connection is then closed after this reader, because most users may not raise a priority again.
   */
  givesWayAfter(ms: number): void {
    this.#longMs = ms
  }

  /** Runs a statement in the way that suits the session and what the request wants of its answer. */
  query(text: string, parameters: readonly unknown[]): Promise<Answer> {
    const held = heldAnswer()
    held?.holdBack(this.#client.connection.stream)
    const signal = wantedUntil()
    // after an abort nothing more is cancelled: a rollback still has to run
    const cancelling = signal?.aborted === true ? undefined : signal
    const run = () =>
      cancelOnAbort(this.#client, cancelling, () => this.#run(text, [...parameters]))
    // an answer that is held back takes as long as its reader does, so its time says nothing
    return held === undefined && this.#longMs < Infinity ? this.#givingWay(run) : run()
  }

  async #givingWay(run: () => Promise<Answer>): Promise<Answer> {
    const late = setTimeout(() => {
      this.#longMs = Infinity
      this.#givesWay = true
      void this.#client.serverGivesWay(longWorkPriority)
    }, this.#longMs)
    try {
      return await run()
    } finally {
      clearTimeout(late)
    }
  }

  /**
   * Begins a transaction and runs its first query, in one message.
   *
   * @param atMostMs the connection is cut when the server takes longer, in milliseconds
   * @returns the rows of the query
   */
  async beginAndAsk(begin: string, question: string, atMostMs: number): Promise<unknown[]> {
    const { ownsSession, localSettingsSql } = this.#client
    if (ownsSession) this.#onlyReads = begin.endsWith('read only')
    const settings = ownsSession ? `${planForAny};` : `${localSettingsSql};`
    const late = setTimeout(() => this.#client.cut(), atMostMs)
    try {
      // for several statements the driver returns a list of results, whatever its types say
      const results: unknown = await this.#client.query(`${begin}; ${settings} ${question}`)
      return (results as pg.QueryResult[]).at(-1)?.rows ?? []
    } finally {
      clearTimeout(late)
    }
  }

  /** Gives the connection back to the pool, or closes it where it must not be used again; ends the turn. */
  release(destroy?: boolean): void {
    const { prepared, isEnding } = this.#client
    this.#client.release(destroy === true || prepared.areWornOut || isEnding || this.#givesWay)
    this.#turn?.end()
  }

  async #run(text: string, parameters: unknown[]): Promise<Answer> {
    const client = this.#client
    if (client.ownsSession) return this.#runPrepared(text, parameters)
    const ask = () => asked(client, { text, values: parameters })
    if (client.getTransactionStatus() !== 'I') return ask()
    const settings = client.localSettingsSql
    if (!beginning.test(text)) return inTransaction(client, 'read committed', ask, settings)
    await client.query(`${text}; ${settings}`)
    return begun
  }

  async #runPrepared(text: string, values: unknown[]): Promise<Answer> {
    const { prepared } = this.#client
    if (beginning.test(text)) {
      this.#onlyReads = text.endsWith('read only')
      if (this.#onlyReads) {
        this.#toBegin = text
        return begun
      }
    }
    if (this.#toBegin !== null && ending.test(text)) return this.#endWithoutBeginning()
    if (this.#onlyReads && text === 'commit') return this.#endWithoutWaiting()
    const before = await this.#begin(values.length > 0 && wantedPortal() === undefined)
    if (values.length === 0) return asked(this.#client, { text })
    try {
      return await asked(this.#client, { name: prepared.nameOf(text), text, values }, before)
    } catch (error) {
      prepared.sawFailure(error)
      throw error
    }
  }

  /**
   * Begins the transaction of a statement, if it has not begun.
   *
   * @param isPrepared whether the statement is prepared; the begin may then go in the same message
   * @returns names of prepared statements to be run before it, in the same message
   */
  async #begin(isPrepared: boolean): Promise<readonly string[]> {
    const text = this.#toBegin
    if (text === null) return []
    this.#toBegin = null
    const { prepared } = this.#client
    const [begin, plan] = beginningNames
    if (prepared.beginning === text && isPrepared) return beginningNames
    if (prepared.beginning === null) {
      await this.#client.query({ name: begin, text })
      await this.#client.query({ name: plan, text: planForAny })
      prepared.beginning = text
    } else await this.#client.query(`${text}; ${planForAny}`)
    return []
  }

  /** Ends a transaction of which nothing was sent yet. */
  #endWithoutBeginning(): Answer {
    this.#toBegin = null
    this.#onlyReads = false
    return ended
  }

  #endWithoutWaiting(): Answer {
    this.#onlyReads = false
    // whoever takes the connection next finds out when it is lost
    this.#client.query('commit').catch(() => {})
    return ended
  }
}

/**
 * Runs a query by the callback of the driver. By its promise, rows survived until a major collection of the heap: of
 * 231 MB that ten lists of 18,500 rows allocate, 77 MB grew old with the promise and 0.9 MB do with the callback, which
 * also takes three fifths of the processor time per row.
 */
async function asked(
  client: pg.PoolClient,
  config: pg.QueryConfig,
  before: readonly string[] = [],
): Promise<Answer> {
  const portal = wantedPortal()
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const done: Done = (error, answer) => {
        if (error === null) resolve(answer)
        else reject(error)
      }
      if (portal !== undefined) client.query(new PortalQuery(config, portal, done))
      else if (before.length > 0) client.query(new BeginningQuery(config, before, done))
      else client.query(config, done)
    })
  } catch (error) {
    // as the driver's promise does, so that the stack leads to whoever asked
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  }
}
