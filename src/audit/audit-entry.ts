import type { Kysely } from 'kysely'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { Database } from '../store/app/schema/database-types.ts'
import {
  type BegunAction,
  completeEvent,
  type EndedAction,
  hasAuditTable,
  insertBegun,
} from './audit-table.ts'

/** By which an action tells what it does. */
export type AuditRecord = {
  /** Adds to the number of rows of a table that were changed. */
  countRows: (table: string, rows: number) => void
  /** Says that the action ran to its end and found something wrong. */
  foundWrong: () => void
}

/** The row of one action: written when it begins, completed when it ends. */
export class AuditEntry implements AuditRecord {
  readonly #db: Kysely<Database>
  readonly #begun: BegunAction
  readonly #onUnrecorded: (problem: string) => void
  readonly #rows = new Map<string, number>()
  #id: number | undefined
  #isWrong = false

  constructor(db: Kysely<Database>, begun: BegunAction, onUnrecorded: (problem: string) => void) {
    this.#db = db
    this.#begun = begun
    this.#onUnrecorded = onUnrecorded
  }

  countRows(table: string, rows: number): void {
    this.#rows.set(table, (this.#rows.get(table) ?? 0) + rows)
  }

  foundWrong(): void {
    this.#isWrong = true
  }

  /** How it ended, when nothing was thrown. */
  get outcome(): 'done' | 'incomplete' {
    return this.#isWrong ? 'incomplete' : 'done'
  }

  /**
   * Writes the row, unless the database has no table for it, which is so for migrations alone.
   *
   * @throws whatever the database throws: what cannot be recorded must not begin
   */
  async begin(): Promise<void> {
    if (await hasAuditTable(this.#db)) this.#id = await insertBegun(this.#db, this.#begun)
  }

  /** Never throws: what happened to the record must not hide what happened to the action. */
  async end(outcome: EndedAction['outcome'], problem: string | null): Promise<void> {
    const rows = this.#rows.size === 0 ? null : Object.fromEntries(this.#rows)
    try {
      if (!(await hasAuditTable(this.#db))) {
        return this.#onUnrecorded('the database has no audit trail, so this is not in it')
      }
      this.#id ??= await insertBegun(this.#db, this.#begun)
      await completeEvent(this.#db, this.#id, { outcome, rows, problem })
    } catch (error) {
      this.#onUnrecorded(`the audit trail lacks how this ended: ${errorMessage(error)}`)
    }
  }
}
