import pg from 'pg'
import type { Portal } from './portal.ts'

/** One for all: a transaction has one list open at a time. */
const portalName = 'long_list'

/** What the driver sends, as far as it is sent here. */
type Wire = {
  describe: (portal: { type: 'P'; name: string }) => void
  execute: (portal: { portal: string; rows: number }) => void
  close: (portal: { type: 'P'; name: string }) => void
  sync: () => void
}

/** The steps in which the driver asks a prepared statement, of which its types say nothing. */
declare class StepByStep implements pg.Submittable {
  constructor(config: pg.QueryConfig & { portal: string; queryMode: 'extended'; callback: Done })
  submit(connection: pg.Connection): void
  prepare(connection: Wire): void
  _getRows(connection: Wire): void
  handlePortalSuspended(): void
}

const DriverQuery = pg.Query as unknown as typeof StepByStep

/** Whom the driver tells: with null for the error, or without an answer. */
export type Done = (error: Error | null, answer: pg.QueryResult) => void

/**
 * Asks a statement for its first rows, or for the next ones: each time as many as the portal says, in a message of their own, so that
 * something else may be asked in between. The driver by itself takes all rows of a portal in one go.
 */
export class PortalQuery extends DriverQuery {
  readonly #portal: Portal

  constructor(config: pg.QueryConfig, portal: Portal, callback: Done) {
    super({ ...config, portal: portalName, queryMode: 'extended', callback })
    this.#portal = portal
  }

  override prepare(connection: Wire): void {
    const portal = { type: 'P', name: portalName } as const
    if (this.#portal.isOpen) {
      connection.describe(portal)
      this._getRows(connection)
      return
    }
    // that of a list before, in the same transaction; nothing when there is none
    connection.close(portal)
    this.#portal.opened()
    super.prepare(connection)
  }

  override _getRows(connection: Wire): void {
    connection.execute({ portal: portalName, rows: this.#portal.rowsAtATime })
    connection.sync()
  }

  /** More rows are there: they are for who asks again. */
  override handlePortalSuspended(): void {
    // the driver would go on
  }
}
