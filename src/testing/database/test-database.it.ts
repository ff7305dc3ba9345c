import { expect, test } from 'vitest'
import { appMigrations } from '../../../migrations-app/index.ts'
import { createTestDatabase } from './test-database.ts'

test('a test database has every migration and is nobody else’s', async () => {
  await using one = await createTestDatabase()
  await using other = await createTestDatabase()
  const { rows } = await one.pool.query('select name from treeline_migration order by name')
  expect(rows.map((row) => row.name)).toEqual(Object.keys(appMigrations))
  await one.pool.query('create table only_here ()')
  const found = await other.pool.query(`select to_regclass('only_here') as found`)
  expect(found.rows).toEqual([{ found: null }])
})

test('a dropped database is gone, whoever is connected, and dropping again does nothing', async () => {
  const database = await createTestDatabase()
  await using other = await createTestDatabase()
  await database.drop()
  await database.drop()
  const name = new URL(database.url).pathname.slice(1)
  const { rowCount } = await other.pool.query('select from pg_database where datname = $1', [name])
  expect(rowCount).toBe(0)
})
