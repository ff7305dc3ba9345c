import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPooler } from '../../../testing/database/pooler.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { openDatabase, type OpenDatabase } from '../database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

function open(url: string): OpenDatabase {
  return openDatabase({
    url,
    applicationName: 'treeline test',
    poolSize: 1,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 20_000,
    onIdleError: () => {},
  })
}

const double = async ({ db }: OpenDatabase, value: number) => {
  const { rows } = await sql<{ n: number }>`select ${value}::int * 2 as n`.execute(db)
  return rows[0]?.n
}

/** Asked of the pool itself, which prepares nothing. */
async function preparedOn({ pool }: OpenDatabase): Promise<string[]> {
  const { rows } = await pool.query<{ statement: string }>(
    'select statement from pg_prepared_statements order by prepare_time',
  )
  return rows.map(({ statement }) => statement)
}

/** How often prepared statements were planned for any parameters, and for their own. */
async function plansOf({ pool }: OpenDatabase): Promise<unknown> {
  const { rows } = await pool.query(
    `select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
      where statement like 'select %'`,
  )
  return rows
}

async function processOf({ pool }: OpenDatabase): Promise<unknown> {
  return (await pool.query('select pg_backend_pid() as pid')).rows
}

test('a statement with parameters is prepared once', async () => {
  await using own = open(database.url)
  for (const value of [1, 2, 3]) expect(await double(own, value)).toBe(value * 2)
  await sql`select 1 as one`.execute(own.db)
  expect(await preparedOn(own)).toEqual(['select $1::int * 2 as n'])
})

test('a statement is planned for any parameters from the first on, where a transaction only reads', async () => {
  await using own = open(database.url)
  const read = () => own.db.transaction().setIsolationLevel('repeatable read')
  const doubled = (db: OpenDatabase['db']) => double({ ...own, db }, 1)
  await read().setAccessMode('read only').execute(doubled)
  expect(await plansOf(own)).toEqual([{ generic: 1, custom: 0 }])
  await read().execute(doubled)
  expect(await plansOf(own)).toEqual([{ generic: 1, custom: 1 }])
})

test('nothing is prepared where the next transaction may meet another process', async () => {
  await using pooler = await startPooler(database.url)
  await using shared = open(pooler.url)
  for (const value of [1, 2, 3]) expect(await double(shared, value)).toBe(value * 2)
  expect(await preparedOn(shared)).toEqual([])
})

test('a connection that has prepared too many gives way to a new one', async () => {
  await using own = open(database.url)
  const first = await processOf(own)
  for (let form = 0; form <= 250; form += 1) {
    await sql`select ${form}::int as ${sql.ref(`form${form}`)}`.execute(own.db)
  }
  expect(await processOf(own)).not.toEqual(first)
  expect(await double(own, 4)).toBe(8)
})

test('a statement whose columns changed fails once', async () => {
  await using own = open(database.url)
  await own.pool.query('create table changing as select 1 as a')
  const select = async () => (await sql`select * from changing where a = ${1}`.execute(own.db)).rows
  expect(await select()).toEqual([{ a: 1 }])
  await own.pool.query('alter table changing add column b int')
  await expect(select()).rejects.toMatchObject({ code: '0A000' })
  expect(await select()).toEqual([{ a: 1, b: null }])
})
