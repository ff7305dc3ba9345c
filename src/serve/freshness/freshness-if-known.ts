import type { Context } from '../../context.ts'
import { readFreshness, type Freshness } from '../../read/service/read-freshness.ts'

/** Null when the database does not answer. */
export function freshnessIfKnown({ database }: Context): Promise<Freshness | null> {
  return readFreshness(database.db).catch(() => null)
}
