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
 * Said where a transaction begins that only reads: its statements are planned once, for any parameters, which plan tests
 * look at. Left to choose, PostgreSQL plans many of them for each request again, because it takes an array that it does not
 * know to hold ten, and the plan for any to be the dearer one: at eleven million tests, 50 series of requests in turns, that was 8 in
 * 100 of its processor time, of the details of an issue 2.9 ms of 4.6.
 */
const planForAny = 'set local plan_cache_mode = force_generic_plan'

/** The names under which the beginning of a transaction that only reads is prepared. */
const beginningNames = ['reader_begin', 'reader_plan'] as const

/** How the query builder begins a transaction, and how it ends one. */
const beginning = /^(?:begin|start transaction)\b/u
const ending = /^(?:commit|rollback)$/u

type Answer = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

/** Of a beginning: with the settings in the same message the driver tells of several results. */
const begun: Answer = { command: 'BEGIN', rowCount: null, rows: [] }
/** Of an end that is not waited for. */
const ended: Answer = { command: 'COMMIT', rowCount: null, rows: [] }

/**
 * A connection as the query builder uses it. Statements with parameters are prepared, each once.
 *
 * On a session that is not its own nothing is, because the next transaction would not find it; and every
 * transaction begins with the settings that answers rest on, in the same message, and a statement outside of
 * one gets one around it: 0.06 ms for the settings and 0.13 ms for the transaction, which nobody pays who is
 * connected to the server itself.
 *
 * A statement whose answer nobody waits for any longer (`wantedUntil`) is cancelled on the server. For the end
 * of a transaction that only read nobody waits at all: 0.1 ms, and whatever comes next waits in line. Nor for its beginning, which
 * is said with the first statement, in one message.
 */
export class ReaderConnection {
  readonly #client: PoolClient & pg.PoolClient
  readonly #turn: Turn | null
  #onlyReads = false
  #longMs = Infinity
  #givesWay = false
  /** The text of a beginning that is said with the first statement. */
  #toBegin: string | null = null

  /** @param turn ends with the connection */
  constructor(client: PoolClient & pg.PoolClient, turn: Turn | null) {
    this.#client = client
    this.#turn = turn
  }

  /**
   * Once a statement has taken so many milliseconds, the server's process gives way to all others (`serverGivesWay`). As most
   * users may take nothing of that back, nobody gets the connection after this reader.
   */
  givesWayAfter(ms: number): void {
    this.#longMs = ms
  }

  query(text: string, parameters: readonly unknown[]): Promise<Answer> {
    const held = heldAnswer()
    held?.holdBack(this.#client.connection.stream)
    const signal = wantedUntil()
    // when it is too late for everything else, a rollback still has to run
    const cancelling = signal?.aborted === true ? undefined : signal
    const run = () =>
      cancelOnAbort(this.#client, cancelling, () => this.#run(text, [...parameters]))
    // an answer that is held back takes as long as its reader does
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
   * Begins a transaction and asks the first thing in it, in one message.
   *
   * @param atMostMs a server that takes longer loses the connection
   * @returns the rows of what was asked
   */
  async beginAndAsk(begin: string, question: string, atMostMs: number): Promise<unknown[]> {
    const { ownsSession, localSettingsSql } = this.#client
    if (ownsSession) this.#onlyReads = begin.endsWith('read only')
    const settings = ownsSession ? `${planForAny};` : `${localSettingsSql};`
    const late = setTimeout(() => this.#client.cut(), atMostMs)
    try {
      // of several statements the driver gives several results, whatever its types say
      const results: unknown = await this.#client.query(`${begin}; ${settings} ${question}`)
      return (results as pg.QueryResult[]).at(-1)?.rows ?? []
    } finally {
      clearTimeout(late)
    }
  }

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
   * @param isPrepared whether the statement is, which may then begin it in the same message
   * @returns names of what it is to say before
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

  /** Nothing was asked in it. */
  #endWithoutBeginning(): Answer {
    this.#toBegin = null
    this.#onlyReads = false
    return ended
  }

  #endWithoutWaiting(): Answer {
    this.#onlyReads = false
    // a connection that is lost by now is found out by whoever takes it next
    this.#client.query('commit').catch(() => {})
    return ended
  }
}

/**
 * What the driver's promise gives, by its callback. Rows that came by the promise live until the whole heap is cleaned up, for
 * which they are a reason: of 231 MB that ten lists of 18,500 rows take from the heap 77 grew old so, and now 0.9,
 * and a row costs three fifths of the processor time.
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
    // as the driver does: from here on it leads to whoever asked
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  }
}
