import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { type RestoreOptions, type RestoreReport, restoreDump } from '../restore-dump.ts'
import { restoredTables } from '../restored-tables.ts'

/** A database into which dumps are restored. */
export type Restoring = AsyncDisposable & {
  database: TestDatabase
  /** Restores a dump of these bytes, from a file. */
  restore: (dump: string | Uint8Array, options?: RestoreOptions) => Promise<RestoreReport>
  /** Ids of all checkouts, sorted. */
  checkoutIds: () => Promise<string[]>
  /** Takes all rows out of it. */
  empty: () => Promise<void>
}

/** Makes one, with a folder for its dumps. */
export async function openRestoring(): Promise<Restoring> {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-restore-'))
  const database = await createTestDatabase({ poolSize: 3 })
  const file = join(folder, 'dump.sql')
  return {
    database,
    restore: (dump, options) => {
      writeFileSync(file, dump)
      return restoreDump(database.pool, file, options)
    },
    checkoutIds: async () => {
      const rows = await database.db.selectFrom('checkouts').select('id').orderBy('id').execute()
      return rows.map(({ id }) => id)
    },
    empty: async () => {
      await database.pool.query(`truncate ${restoredTables.join(', ')}`)
    },
    [Symbol.asyncDispose]: async () => {
      rmSync(folder, { recursive: true })
      await database.drop()
    },
  }
}
