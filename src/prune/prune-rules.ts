/** The tables that can be chosen, children last (reference/operations.md 1.1). */
export const prunableTables = ['checkouts', 'builds', 'tests'] as const
export type PrunableTable = (typeof prunableTables)[number]

/** What may go. */
export type PruneRules = {
  /** Milliseconds since a row was stored or sent again last; a row without that time stays. */
  olderThanMs: number
  /** Whose rows are old enough; what belongs to a checkout or build that goes goes whoever sent it. Null is everybody's. */
  origins: readonly string[] | null
  tables: readonly PrunableTable[]
  /** What an incident names stays, and so do the builds and checkouts that it belongs to. */
  protectsIssues: boolean
}
