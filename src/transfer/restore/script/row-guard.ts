import { RestoreError } from '../restore-error.ts'
import { alteredTable, emptiedTables, tableWithTrigger } from './table-statements.ts'

/**
 * Checks the statements around the rows, and refuses those after which psql would have other rows than a restore:
 * rows of a second database, a table that is emptied after it was filled, a trigger that exists before the rows come,
 * a transaction that does not end.
 */
export class RowGuard {
  /** The database of the last `\connect`. */
  #database = ''
  /** The database of the first rows. */
  #first: { database: string; line: number } | undefined
  #filled = new Set<string>()
  /** Tables that have a trigger or rule, each with the line of that. */
  #triggers = new Map<string, number>()
  /** The line of a BEGIN without COMMIT. */
  #transaction: number | undefined

  /** @throws RestoreError `dump_statement` inside a transaction, which psql would roll back */
  connected(database: string): void {
    this.end()
    if (database !== '') this.#database = database
  }

  /**
   * Checks a statement other than COPY.
   *
   * @param text its tokens with spaces between them
   * @throws RestoreError `dump_statement` when rows would be lost or changed
   */
  statement(text: string, line: number): void {
    this.#followTransaction(text, line)
    const triggered = tableWithTrigger(text)
    if (triggered !== undefined) this.#triggers.set(triggered, line)
    const altered = alteredTable(text)
    if (altered !== undefined) throw refused(line, `alters table ${altered}`)
    const emptied = emptiedTables(text)
    const [lost] = emptied === 'all' ? this.#filled : emptied.filter((t) => this.#filled.has(t))
    if (lost !== undefined) throw refused(line, `removes rows of ${lost} that came before`)
  }

  /**
   * Checks rows that are about to be restored.
   *
   * @throws RestoreError `dump_databases` when they are in another database than the rows before
   */
  rows(table: string, line: number): void {
    const trigger = this.#triggers.get(table)
    if (trigger !== undefined) {
      throw refused(trigger, `may change rows of ${table}, which begin in line ${line}`)
    }
    this.#filled.add(table)
    this.#first ??= { database: this.#database, line }
    const { database, line: firstLine } = this.#first
    if (database === this.#database) return
    throw new RestoreError(
      'dump_databases',
      `line ${line}: rows of a second database, ${this.#database}, after those of ` +
        `${database === '' ? 'the first one' : database} in line ${firstLine}; ` +
        'restore one database: make its dump with pg_dump, not pg_dumpall',
    )
  }

  /** @throws RestoreError `dump_statement` when a transaction is still open, which psql would roll back */
  end(): void {
    if (this.#transaction === undefined) return
    throw refused(this.#transaction, 'begins a transaction that is never committed')
  }

  #followTransaction(text: string, line: number): void {
    if (/^(?:begin|start transaction)(?: |$)/.test(text)) this.#transaction ??= line
    if (/^(?:commit|end)(?: work| transaction)?$/.test(text)) this.#transaction = undefined
  }
}

function refused(line: number, what: string): RestoreError {
  return new RestoreError('dump_statement', `line ${line}: this statement ${what}`)
}
