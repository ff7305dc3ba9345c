import type pg from 'pg'
import type { Turn } from '../../../platform/turns/turn-queue.ts'
import { wantedUntil } from '../../../platform/wanted-until.ts'
import { inTransaction } from '../transaction.ts'
import { cancelOnAbort } from '../cancel-on-abort.ts'
import type { PoolClient } from './pool-client.ts'

/** How the query builder begins a transaction. */
const beginning = /^(?:begin|start transaction)\b/u

type Answer = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

/** Of a beginning: with the settings in the same message the driver tells of several results. */
const noRows: Answer = { command: 'BEGIN', rowCount: null, rows: [] }

/**
 * A connection as the query builder uses it. On a session that is not its own, every transaction begins
 * with the settings that answers rest on, in the same message, and a statement outside of one gets one
 * around it: 0.06 ms for the settings and 0.13 ms for the transaction, which nobody pays who is connected
 * to the server itself.
 *
 * A statement whose answer nobody waits for any longer (`wantedUntil`) is cancelled on the server.
 */
export class ReaderConnection {
  readonly #client: PoolClient & pg.PoolClient
  readonly #turn: Turn | null

  /** @param turn ends with the connection */
  constructor(client: PoolClient & pg.PoolClient, turn: Turn | null) {
    this.#client = client
    this.#turn = turn
  }

  query(text: string, parameters: readonly unknown[]): Promise<Answer> {
    const signal = wantedUntil()
    // when it is too late for everything else, a rollback still has to run
    const cancelling = signal?.aborted === true ? undefined : signal
    return cancelOnAbort(this.#client, cancelling, () => this.#run(text, [...parameters]))
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
    this.#turn?.end()
  }

  async #run(text: string, parameters: unknown[]): Promise<Answer> {
    const client = this.#client
    const ask = () => client.query(text, parameters)
    if (client.ownsSession || client.getTransactionStatus() !== 'I') return ask()
    const settings = client.localSettingsSql
    if (!beginning.test(text)) return inTransaction(client, 'read committed', ask, settings)
    await client.query(`${text}; ${settings}`)
    return noRows
  }
}
