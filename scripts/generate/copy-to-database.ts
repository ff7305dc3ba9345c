import type { Context } from '../../src/context.ts'
import { CommandFailure, exitStatuses } from '../../src/cli/command/failure.ts'
import type { GenerateOptions } from '../../src/example-data/generate.ts'
import { kcidbTables } from '../../src/store/app/schema/kcidb-tables.ts'
import { kcidbColumns } from '../../src/store/app/schema/kcidb-columns.ts'
import { withLongSession } from '../../src/store/app/connection/long-session.ts'
import { inTransaction } from '../../src/store/app/transaction.ts'
import { takeWriterLock } from '../../src/store/app/locks/writer-lock.ts'
import type pg from 'pg'
import { copyRows } from './copy-rows.ts'
import { finalRows } from './final-rows.ts'

/** What of the context is needed. */
type CopyContext = {
  config: Pick<Context['config'], 'automaticLab'>
  database: Pick<Context['database'], 'pool'>
  signal: Context['signal']
}

/**
 * Loads example data straight into the five KCIDB tables, in one transaction: all of it or nothing.
 * Derived tables are not touched, a `rollup rebuild` must follow.
 *
 * @returns how many rows were copied
 * @throws CommandFailure when the tables hold rows and `append` is not set
 */
export async function copyToDatabase(
  { config, database, signal }: CopyContext,
  options: GenerateOptions,
  { append }: { append: boolean },
): Promise<number> {
  return withLongSession(database.pool, signal, (client) =>
    inTransaction(client, 'read committed', async () => {
      await takeWriterLock(client)
      if (!append) await refuseFilledTables(client)
      return copyRows(client, finalRows(options, config.automaticLab), kcidbColumns)
    }),
  )
}

async function refuseFilledTables(client: pg.ClientBase): Promise<void> {
  for (const table of kcidbTables) {
    const found = await client.query(`select from ${table} limit 1`)
    if (found.rows.length === 0) continue
    throw new CommandFailure(
      `table ${table} has rows already; --append adds to them (choose another --seed than before)`,
      exitStatuses.usage,
    )
  }
}
