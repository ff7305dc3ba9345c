import pg from 'pg'

/** What the driver sends, as far as it is sent here. */
export type Wire = {
  bind: (statement: { portal: string; statement: string; values: [] }) => void
  describe: (portal: { type: 'P'; name: string }) => void
  execute: (portal: { portal: string; rows?: number }) => void
  close: (portal: { type: 'P'; name: string }) => void
  sync: () => void
}

/** Whom the driver tells: with null for the error, or without an answer. */
export type Done = (error: Error | null, answer: pg.QueryResult) => void

type Config = pg.QueryConfig & { portal?: string; queryMode: 'extended'; callback: Done }

declare class StepByStep implements pg.Submittable {
  constructor(config: Config)
  submit(connection: pg.Connection): void
  prepare(connection: Wire): void
  _getRows(connection: Wire): void
  handlePortalSuspended(): void
  handleCommandComplete(message: unknown, connection: Wire): void
}

/** A statement with the steps in which the driver asks it, of which its types say nothing. */
export const DriverQuery = pg.Query as unknown as typeof StepByStep
