import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../../context.ts'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { holdsOnly, idsInFiles } from './rows-of-files.ts'

/**
 * Whether example data is still to be loaded: the database is empty, or a start before this one was interrupted. Files that it left
 * may be of another database, which DATA_DIR belonged to then, or of one that real rows were restored into since: they are for
 * none that holds anything else.
 */
export async function lacksDemoData(context: Context): Promise<boolean> {
  if (await isEmpty(context)) return true
  const spool = demoSpoolOf(context)
  return existsSync(spool) && holdsOnly(context.database.db, await idsInFiles(spool))
}

/** Where example data waits to be loaded. */
export function demoSpoolOf({ config }: Context): string {
  return join(config.dataDir, 'demo-spool')
}

/** Whether nothing was ever stored. */
export async function isEmpty({ database: { db } }: Context): Promise<boolean> {
  for (const table of kcidbTables) {
    const row = await db.selectFrom(table).select('id').limit(1).executeTakeFirst()
    if (row !== undefined) return false
  }
  return true
}
