import type pg from 'pg'
import type { Turn } from '../../../platform/turns/turn-queue.ts'
import { longWorkPriority } from '../../../platform/process/give-way.ts'
import { wantedUntil } from '../../../platform/waiting/wanted-until.ts'
import { inTransaction } from '../transaction.ts'
import { cancelOnAbort } from './cancel-on-abort.ts'
import { type Answer, ask } from './ask.ts'
import { heldAnswer } from './held-answer.ts'
import { begun, isBegin, OwnSession, planForAny } from './own-session.ts'
import type { PoolClient } from './pool-client.ts'

/**
 * A connection as the query builder uses it. Statements run as in a session of one's own (`own-session.ts`).
 *
 * Behind a transaction pooler the session is shared, so nothing is prepared: the next transaction would not find it. There
 * every transaction sends the settings that answers rely on with its begin, and a statement outside of a transaction
 * gets one around it. That takes 0.06 ms for the settings and 0.13 ms for the transaction; a direct connection needs
 * neither.
 *
 * A statement is cancelled on the server once nobody waits for its answer (`wantedUntil`).
 */
export class ReaderConnection {
  readonly #client: PoolClient & pg.PoolClient
  readonly #turn: Turn | null
  readonly #session: OwnSession
  #longMs = Infinity
  #givesWay = false

  /** @param turn ends with the connection */
  constructor(client: PoolClient & pg.PoolClient, turn: Turn | null) {
    this.#client = client
    this.#turn = turn
    this.#session = new OwnSession(client)
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
    if (ownsSession) this.#session.hasBegun(begin)
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

  async #run(text: string, values: unknown[]): Promise<Answer> {
    const client = this.#client
    if (client.ownsSession) return this.#session.run(text, values)
    const run = () => ask(client, { text, values })
    if (client.getTransactionStatus() !== 'I') return run()
    const settings = client.localSettingsSql
    if (!isBegin(text)) return inTransaction(client, 'read committed', run, settings)
    await client.query(`${text}; ${settings}`)
    return begun
  }
}
