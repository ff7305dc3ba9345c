import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { errorMessage } from '../../../../platform/errors/error-message.ts'
import { throwIfDamaged } from '../../../../store/cache/throw-if-damaged.ts'
import { LedgerFileUnusable } from './ledger-file-unusable.ts'

/** What is read of each table; columns go by name, their order differs from file to file (notifications.md 3.1). */
const columnsOf = {
  notifications_issue: ['notification_message_id', 'notification_sent', 'issue_id'],
  notifications_checkout: [
    'notification_sent',
    'checkout_id',
    'git_repository_branch',
    'git_repository_url',
    'origin',
    'path',
  ],
} as const

export type LedgerTable = keyof typeof columnsOf
export type LedgerRow<Table extends LedgerTable> = Readonly<
  Record<(typeof columnsOf)[Table][number], string | null>
>

/** Rows that are read, and written down, together. */
const pageRows = 1_000

/** The id of no row: more than any. */
const beyondAll = 2n ** 63n - 1n

/**
 * `notifications.sqlite3` of the reference (notifications.md 3). It is only read, a page at a time, and locked no
 * longer than that: the reference loses what it cannot write down.
 */
export class LedgerFile implements Disposable {
  readonly #path: string
  readonly #file: Sqlite.Database

  private constructor(path: string, file: Sqlite.Database) {
    this.#path = path
    this.#file = file
  }

  /** @throws LedgerFileUnusable when it is not there, is none of SQLite, is damaged, or lacks what is read of it */
  static open(path: string): LedgerFile {
    const ledger = usable(path, () => {
      const found = statSync(path, { throwIfNoEntry: false })
      if (found === undefined) throw new LedgerFileUnusable('there is no such file')
      if (!found.isFile()) throw new LedgerFileUnusable('it is not a file')
      return new LedgerFile(path, new Sqlite(path, { readonly: true, fileMustExist: true }))
    })
    try {
      usable(path, () => ledger.#check())
      return ledger
    } catch (error) {
      ledger[Symbol.dispose]()
      throw error
    }
  }

  /**
   * All rows of a table, the newest first.
   *
   * @throws LedgerFileUnusable when SQLite cannot read on
   */
  *pages<Table extends LedgerTable>(table: Table): Generator<LedgerRow<Table>[]> {
    // SQLite lets a column hold anything
    const columns = columnsOf[table].map((name) => `cast(${name} as text) as ${name}`)
    const page = this.#file
      .prepare<[bigint, number], LedgerRow<Table> & { id: bigint }>(
        `select id, ${columns.join(', ')} from ${table} where id < ? order by id desc limit ?`,
      )
      .safeIntegers()
    let before: bigint | undefined = beyondAll
    while (before !== undefined) {
      const from: bigint = before
      const rows = usable(this.#path, () => page.all(from, pageRows))
      if (rows.length > 0) yield rows
      before = rows.at(-1)?.id
    }
  }

  [Symbol.dispose](): void {
    this.#file.close()
  }

  #check(): void {
    throwIfDamaged(this.#file)
    for (const [table, columns] of Object.entries(columnsOf)) {
      const found = this.#columnsIn(table)
      if (found.size === 0) throw new LedgerFileUnusable(`it has no table ${table}`)
      const missing = ['id', ...columns].find((column) => !found.has(column))
      if (missing !== undefined) {
        throw new LedgerFileUnusable(`its table ${table} has no column ${missing}`)
      }
    }
  }

  #columnsIn(table: string): Set<string> {
    const columns = this.#file
      .prepare<[string], { name: string }>('select name from pragma_table_info(?)')
      .all(table)
    return new Set(columns.map(({ name }) => name))
  }
}

function usable<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new LedgerFileUnusable(`cannot use ${path} as a ledger: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}
