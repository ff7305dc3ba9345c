import type pg from 'pg'
import { plannerSettings } from '../../rollup/session/planner-settings.ts'
import { run } from '../../rollup/session/statement.ts'
import { bumpGlobalVersion } from '../../rollup/versions/bump-versions.ts'
import type { ExcerptTable } from '../../store/app/tables/waiting-excerpt.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { excerptName } from '../../store/excerpts/excerpt-address.ts'
import { excerptTables } from './note-long-excerpts.ts'
import type { WaitingItem } from './waiting-excerpts.ts'

/** An item and the excerpt in its row, by hash, and where storage has it. */
export type KeptExcerpt = WaitingItem & { hash: string; url: string }

/**
 * Puts addresses in place of the excerpts, and forgets what needs no more waiting, in one transaction. An
 * empty text stays, so that what is sent again does not bring the excerpt back (submission-format.md 5).
 *
 * @param done those that are kept, and those whose row is gone or has no long excerpt any more
 */
export async function finishWaiting(
  client: pg.ClientBase,
  kept: readonly KeptExcerpt[],
  done: readonly WaitingItem[],
): Promise<void> {
  await inTransaction(client, 'read committed', async () => {
    await takeWriterLock(client)
    await run(client, plannerSettings)
    for (const table of excerptTables) {
      const own = kept.filter((item) => item.table === table)
      if (own.length > 0) await client.query(replaceSql(table), replacements(own))
    }
    await client.query(
      `delete from waiting_excerpt w using unnest($1::text[], $2::text[]) as d (item_table, item_id)
       where w.item_table = d.item_table and w.item_id = d.item_id`,
      [done.map(({ table }) => table), done.map(({ id }) => id)],
    )
    if (kept.length > 0) await bumpGlobalVersion(client)
  })
}

/** The rows are as they were when the excerpt was read, or stay as they are: others may have been at it. */
function replaceSql(table: ExcerptTable): string {
  return `
    update ${table} as stored
    set log_excerpt = '',
      output_files = case
        when stored.output_files @> k.entry::jsonb then stored.output_files
        else coalesce(nullif(stored.output_files, 'null'), '[]') || k.entry::jsonb
      end
    from unnest($1::text[], $2::text[], $3::text[]) as k (id, hash, entry)
    where stored.id = k.id
      and encode(sha256(convert_to(stored.log_excerpt, 'UTF8')), 'hex') = k.hash
      and coalesce(jsonb_typeof(stored.output_files), 'null') in ('array', 'null')`
}

function replacements(kept: readonly KeptExcerpt[]): string[][] {
  return [
    kept.map(({ id }) => id),
    kept.map(({ hash }) => hash),
    kept.map(({ url }) => JSON.stringify([{ name: excerptName, url }])),
  ]
}
