import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Database } from '../../../src/store/app/schema/database-types.ts'
import { declaredTables } from '../../../src/testing/database/row-types.ts'
import type { Dictionary } from './dictionary-text.ts'
import { readLiveSchema } from './live-schema.ts'
import { tableGroups } from './table-groups.ts'

const folder = join(import.meta.dirname, '../../../src/store/app')

/** Where the page lies. */
export const dictionaryPage = join(import.meta.dirname, '../../../docs/data-dictionary.md')

/** The dictionary of a migrated database. */
export async function readDictionary(db: Kysely<Database>): Promise<Dictionary> {
  return {
    live: await readLiveSchema(db),
    declared: declaredTables(join(folder, 'tables')),
    groups: tableGroups(join(folder, 'schema/database-types.ts')),
  }
}
