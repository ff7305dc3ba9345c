import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { Portal } from './portal.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
  await database.pool.query('create table numbers as select 1 as n')
})
afterAll(() => database.drop())

const begin = () =>
  database.db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
type Transaction = Awaited<ReturnType<typeof begin>>

const settings = sql<object>`
  select current_setting('transaction_isolation') as isolation,
    current_setting('transaction_read_only') as only_reads,
    current_setting('plan_cache_mode') as plan, ${1}::int as n`
const inTransaction = {
  isolation: 'repeatable read',
  only_reads: 'on',
  plan: 'force_generic_plan',
  n: 1,
}
const numbers = sql<{ n: number }>`select n from numbers where n > ${0} order by n`

const firsts: Record<string, (transaction: Transaction) => Promise<unknown[]>> = {
  prepared: async (transaction) => (await settings.execute(transaction)).rows,
  'without parameters': async (transaction) => {
    await sql`select 1`.execute(transaction)
    return (await settings.execute(transaction)).rows
  },
  'through a portal': async (transaction) =>
    (await new Portal(5).ask(() => settings.execute(transaction))).rows,
}

it.each(Object.keys(firsts))(
  'whatever is asked first is asked in the transaction: %s',
  async (first) => {
    // the first time on the connection, and later
    for (let times = 0; times < 3; times += 1) {
      const transaction = await begin()
      expect(await firsts[first]?.(transaction)).toEqual([inTransaction])
      await transaction.commit().execute()
      const { rows } = await settings.execute(database.db)
      expect(rows).toMatchObject([{ isolation: 'read committed', plan: 'auto' }])
    }
  },
)

it('shows the state in which the first thing was asked', async () => {
  const transaction = await begin()
  expect((await numbers.execute(transaction)).rows).toEqual([{ n: 1 }])
  const writer = new pg.Client(database.url)
  await writer.connect()
  await writer.query('insert into numbers values (2)')
  await writer.end()
  expect((await numbers.execute(transaction)).rows).toEqual([{ n: 1 }])
  await transaction.commit().execute()
  expect((await numbers.execute(database.db)).rows).toEqual([{ n: 1 }, { n: 2 }])
})

it('ends what never began', async () => {
  await (await begin()).commit().execute()
  await (await begin()).rollback().execute()
  expect((await sql<{ n: number }>`select 4 as n`.execute(database.db)).rows).toEqual([{ n: 4 }])
})

it('says what failed, the first thing or a later one, and its connection goes on', async () => {
  for (const before of [0, 1]) {
    const transaction = await begin()
    for (let times = 0; times < before; times += 1) await settings.execute(transaction)
    const failing = sql`select 1 / ${0}::int as n`.execute(transaction)
    await expect(failing).rejects.toThrow('division by zero')
    await expect(numbers.execute(transaction)).rejects.toMatchObject({ code: '25P02' })
    await transaction.rollback().execute()
    const unknown = await begin()
    const absent = sql`select n from absent where n = ${1}`.execute(unknown)
    await expect(absent).rejects.toThrow('does not exist')
    await unknown.rollback().execute()
  }
  const transaction = await begin()
  expect((await settings.execute(transaction)).rows).toEqual([inTransaction])
  await transaction.commit().execute()
})
