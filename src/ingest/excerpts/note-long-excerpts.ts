import type pg from 'pg'
import type { ExcerptTable } from '../../store/app/tables/waiting-excerpt.ts'

/** Tables whose rows have log excerpts. */
export const excerptTables = ['builds', 'tests'] as const satisfies readonly ExcerptTable[]

/** Ids of items whose submitted excerpt is long and stays in its row for now. */
export type LongExcerpts = Readonly<Record<ExcerptTable, readonly string[]>>

/**
 * Notes the items whose stored excerpt is long, in the transaction that stores them: whatever happens
 * afterwards, they are found. What is stored counts, not what was submitted.
 */
export async function noteLongExcerpts(
  client: pg.ClientBase,
  ids: LongExcerpts,
  threshold: number,
): Promise<void> {
  for (const table of excerptTables) {
    if (ids[table].length === 0) continue
    await client.query(
      `insert into waiting_excerpt (item_table, item_id)
       select $1, id from ${table} where id = any($2) and length(log_excerpt) > $3
       on conflict do nothing`,
      [table, ids[table], threshold],
    )
  }
}
