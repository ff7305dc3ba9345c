import { type Answer, ask } from './ask.ts'
import type { PoolClient } from './pool-client.ts'
import { wantedPortal } from './portal.ts'

/**
 * Set at the begin of a transaction that only reads: its statements get generic plans, made once for any parameters, which
 * the plan tests look at. By default PostgreSQL plans many of them anew for each request, because it assumes ten items in
 * an unknown array, which makes the generic plan look more expensive. At eleven million tests that took 8 % of its processor
 * time (50 series of requests in turns), and 2.9 of 4.6 ms for the details of an issue.
 */
export const planForAny = 'set local plan_cache_mode = force_generic_plan'

/** The names under which the beginning of a transaction that only reads is prepared. */
const beginningNames = ['reader_begin', 'reader_plan'] as const

/** How the query builder begins a transaction, and how it ends one. */
const beginning = /^(?:begin|start transaction)\b/u
const ending = /^(?:commit|rollback)$/u

/** Whether a statement begins a transaction. */
export function isBegin(text: string): boolean {
  return beginning.test(text)
}

/** The result of a begin; the driver would give several results, for the settings in the same message. */
export const begun: Answer = { command: 'BEGIN', rowCount: null, rows: [] }

/** The result of an end that is not waited for. */
const ended: Answer = { command: 'COMMIT', rowCount: null, rows: [] }

/**
 * Runs statements in a session that is nobody else's. Those with parameters are prepared, each once per session. A
 * transaction that only reads is begun together with its first statement, in one message, and its end is not waited for,
 * which saves 0.1 ms: the next statement queues behind it.
 */
export class OwnSession {
  readonly #client: PoolClient
  #onlyReads = false
  /** The text of a begin that is to be sent with the first statement. */
  #toBegin: string | null = null

  constructor(client: PoolClient) {
    this.#client = client
  }

  /** Learns of a transaction that somebody else has begun in the session, and with which statement. */
  hasBegun(text: string): void {
    this.#onlyReads = text.endsWith('read only')
  }

  async run(text: string, values: unknown[]): Promise<Answer> {
    if (isBegin(text)) {
      this.hasBegun(text)
      if (this.#onlyReads) {
        this.#toBegin = text
        return begun
      }
    }
    if (this.#toBegin !== null && ending.test(text)) return this.#endWithoutBeginning()
    if (this.#onlyReads && text === 'commit') return this.#endWithoutWaiting()
    const before = await this.#begin(values.length > 0 && wantedPortal() === undefined)
    return values.length === 0 ? ask(this.#client, { text }) : this.#ask(text, values, before)
  }

  async #ask(text: string, values: unknown[], before: readonly string[]): Promise<Answer> {
    const { prepared } = this.#client
    try {
      return await ask(this.#client, { name: prepared.nameOf(text), text, values }, before)
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
