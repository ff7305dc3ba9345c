import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Portion } from '../../example-data/submission.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'

/** Ids by table. */
type Ids = Record<(typeof kcidbTables)[number], Set<string>>

/** What the files of a spool bring, those that are stored already among them. */
export async function idsInFiles(spool: string): Promise<Ids> {
  const ids = Object.fromEntries(kcidbTables.map((table) => [table, new Set()])) as Ids
  for (const folder of [spool, join(spool, 'archive')]) {
    for (const name of existsSync(folder) ? await readdir(folder) : []) {
      if (!name.endsWith('.json')) continue
      const submission = JSON.parse(await readFile(join(folder, name), 'utf8')) as Portion
      for (const table of kcidbTables) {
        for (const { id } of submission[table] ?? []) ids[table].add(id)
      }
    }
  }
  return ids
}

/** Whether a database holds no other rows; of one with many others the first says so. */
export async function holdsOnly(db: Kysely<Database>, ids: Ids): Promise<boolean> {
  for (const table of kcidbTables) {
    const known = sql`select from unnest(${[...ids[table]]}::text[]) as known (id) where known.id = t.id`
    const { rows } = await sql`
      select from ${sql.table(table)} t where not exists (${known}) limit 1
    `.execute(db)
    if (rows.length > 0) return false
  }
  return true
}
