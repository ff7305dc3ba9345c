import pg from 'pg'
import { inject } from 'vitest'
import { type Filling, filledTemplate } from './fillings.ts'
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.ts'

/**
 * A database of a test's own that is filled already. The first test of a run that asks for a filling
 * makes a template of it, which takes some seconds; the others clone that.
 */
export async function createFilledDatabase(
  filling: Filling,
  fill: (pool: pg.Pool) => Promise<void>,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const { adminUrl, template } = inject('databaseServer')
  const name = filledTemplate(template, filling)
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  await admin.connect()
  try {
    // other workers of the run wait meanwhile
    await admin.query('select pg_advisory_lock(hashtext($1))', [name])
    const found = await admin.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await makeTemplate(name, fill)
  } finally {
    await admin.end() // and with it the lock
  }
  return createTestDatabase({ ...options, template: name })
}

async function makeTemplate(name: string, fill: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({ name })
  try {
    await fill(database.pool)
  } catch (error) {
    await database.drop()
    throw error
  }
  await database.pool.end() // a database that somebody is connected to cannot be cloned
}
