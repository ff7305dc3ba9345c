import type pg from 'pg'
import { loadConfig } from '../../../src/config/config.ts'
import { rebuildRollUp } from '../../../src/rollup/rebuild/rebuild.ts'
import type { OpenDatabase } from '../../../src/store/app/database.ts'
import { migrateAppUp } from '../../../src/store/app/schema/migrate.ts'
import { copyToDatabase } from '../../generate/copy-to-database.ts'

/**
 * Brings a database to where a service would have it after `restore`: example data, rolled up. One
 * that holds tests already stays as it is.
 *
 * @returns how many tests there are
 */
export async function fillDatabase(
  database: OpenDatabase,
  tests: number,
  say: (what: string) => void,
): Promise<number> {
  await migrateAppUp(database)
  const { signal } = new AbortController()
  if (!(await hasRows(database.pool, 'tests'))) {
    say(`generating ${tests} tests`)
    const { automaticLab } = loadConfig()
    const options = { tests, seed: 1 }
    await copyToDatabase({ config: { automaticLab }, database, signal }, options, { append: false })
  }
  if (!(await hasRows(database.pool, 'test_fact'))) {
    say('rolling up')
    await rebuildRollUp(database.pool, { signal })
  }
  return countTests(database.pool)
}

async function hasRows(pool: pg.Pool, table: string): Promise<boolean> {
  const { rows } = await pool.query(`select from ${table} limit 1`)
  return rows.length > 0
}

async function countTests(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ tests: number }>('select count(*) as tests from test_fact')
  return rows[0]?.tests ?? 0
}
