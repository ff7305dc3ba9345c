import type pg from 'pg'
import { type Done, DriverQuery, type Wire } from './driver-query.ts'
import type { Portal } from './portal.ts'

/** One for all: a transaction has one list open at a time. */
const portalName = 'long_list'

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
