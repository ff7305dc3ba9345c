import type { Context } from '../../src/context.ts'
import { CommandFailure, exitStatuses } from '../../src/cli/failure.ts'
import type { GenerateOptions } from '../../src/example-data/generate.ts'
import { kcidbTables } from '../../src/store/app/column-types.ts'
import { inLongTransaction } from '../../src/store/app/long-transaction.ts'
import { buildColumns } from '../../src/store/app/tables/builds.ts'
import { checkoutColumns } from '../../src/store/app/tables/checkouts.ts'
import { incidentColumns } from '../../src/store/app/tables/incidents.ts'
import { issueColumns } from '../../src/store/app/tables/issues.ts'
import { testColumns } from '../../src/store/app/tables/tests.ts'
import { takeWriterLock } from '../../src/store/app/writer-lock.ts'
import type pg from 'pg'
import { copyRows } from './copy-rows.ts'
import { finalRows } from './final-rows.ts'

const columns = {
  issues: issueColumns,
  checkouts: checkoutColumns,
  builds: buildColumns,
  tests: testColumns,
  incidents: incidentColumns,
}

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
  const transaction = { isolation: 'read committed', signal } as const
  return inLongTransaction(database.pool, transaction, async (client) => {
    await takeWriterLock(client)
    if (!append) await refuseFilledTables(client)
    return copyRows(client, finalRows(options, config.automaticLab), columns)
  })
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
