import { openDatabase, type OpenDatabase } from '../../../src/store/app/database.ts'
import { migrateAppUp } from '../../../src/store/app/schema/migrate.ts'

/** Connections of the run itself, beside those of what it breaks. */
export function openOwnDatabase(url: string): OpenDatabase {
  return openDatabase({
    url,
    applicationName: 'faults',
    poolSize: 4,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
}

/** Makes all tables in an empty database. */
export async function makeTables(url: string): Promise<void> {
  await using database = openOwnDatabase(url)
  await migrateAppUp(database)
}
