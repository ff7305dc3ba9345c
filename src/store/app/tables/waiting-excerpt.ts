import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** The tables whose excerpts are moved; checkouts keep theirs (ingestion.md 2.10). */
export type ExcerptTable = 'builds' | 'tests'

/** A build or test whose log excerpt is to be moved to storage. */
export type WaitingExcerptRow = {
  /** Which table the item is in. */
  item_table: ExcerptTable
  /** The item: a build or a test by its id. */
  item_id: string
  /** When it was stored. */
  since: Generated<Timestamp>
  /** How often storage did not take it. */
  failures: Generated<number>
  /** Not before; somebody who is at it has moved this on. */
  next_try: Generated<Timestamp>
}
