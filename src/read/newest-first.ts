import { type RawBuilder, sql } from 'kysely'
import { listedTime } from './list-page.ts'

/**
 * A term of ORDER BY: by a time, newest first and unknown times last (trees.md O28). An instant that no answer can write is
 * as good as unknown (decisions.md 2): `infinity` would be the newest for ever.
 */
export function newestFirst(column: string): RawBuilder<unknown> {
  return sql`${listedTime(sql.ref(column))} desc nulls last`
}
