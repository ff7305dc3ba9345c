import type pg from 'pg'
import { type Done, DriverQuery, type Wire } from './driver-query.ts'

/**
 * Asks the first thing in a transaction with the beginning of it, in one message: whoever begins one waits for nobody. What
 * comes before is prepared, and no rows come of it.
 */
export class BeginningQuery extends DriverQuery {
  readonly #before: readonly string[]
  #completed = 0

  /** @param before names of statements that are prepared on the connection */
  constructor(config: pg.QueryConfig, before: readonly string[], callback: Done) {
    super({ ...config, queryMode: 'extended', callback })
    this.#before = before
  }

  override prepare(connection: Wire): void {
    for (const statement of this.#before) {
      connection.bind({ portal: '', statement, values: [] })
      connection.execute({ portal: '' })
    }
    super.prepare(connection)
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    this.#completed += 1
    if (this.#completed > this.#before.length) super.handleCommandComplete(message, connection)
  }
}
