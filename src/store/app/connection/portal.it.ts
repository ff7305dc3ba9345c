import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPooler } from '../../../testing/database/pooler.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { type OpenDatabase, openDatabase } from '../database.ts'
import { Portal } from './portal.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
})
afterAll(() => database.drop())

const begin = ({ db }: Pick<OpenDatabase, 'db'>) =>
  db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
type Transaction = Awaited<ReturnType<typeof begin>>

const upTo = (last: number) => Array.from({ length: last }, (_, place) => place + 1)
const numbers = (last: number) => sql<{ n: number }>`select n from generate_series(1, ${last}) n`
const later = sql<{ n: number }>`the next ones`

async function ask(portal: Portal, transaction: Transaction, query = later): Promise<number[]> {
  const { rows } = await portal.ask(() => query.execute(transaction))
  return rows.map(({ n }) => n)
}

it.each([7, 6, 0])(
  'gives %i rows some at a time, with other questions in between',
  async (count) => {
    const transaction = await begin(database)
    const portal = new Portal(3)
    const found = [await ask(portal, transaction, numbers(count))]
    while (found.at(-1)?.length === 3) {
      const { rows } = await sql<{ n: number }>`select ${found.length}::int as n`.execute(
        transaction,
      )
      expect(rows).toEqual([{ n: found.length }])
      found.push(await ask(portal, transaction))
    }
    expect(found.flat()).toEqual(upTo(count))
    expect(found).toHaveLength(Math.floor(count / 3) + 1)
    await transaction.commit().execute()
  },
)

it('gives way to another one in its transaction, at its end or before', async () => {
  const transaction = await begin(database)
  for (const last of [5, 2, 9]) {
    expect(await ask(new Portal(3), transaction, numbers(last))).toEqual(upTo(Math.min(last, 3)))
  }
  await transaction.commit().execute()
})

it('prepares its statement as any other, planned for any parameters', async () => {
  const text = /generate_series\(1, \$1\) n$/u
  const transaction = await begin(database)
  await ask(new Portal(3), transaction, numbers(4))
  await ask(new Portal(3), transaction, numbers(5))
  await transaction.commit().execute()
  const { rows } = await database.pool.query<{ statement: string; generic: number }>(
    'select statement, custom_plans::int as custom, generic_plans::int as generic from pg_prepared_statements',
  )
  const own = rows.filter(({ statement }) => text.test(statement))
  expect(own).toHaveLength(1)
  expect(own).toMatchObject([{ custom: 0 }])
})

it('says what failed, at once or on the way, and its connection goes on', async () => {
  const failing = sql<{ n: number }>`select 6 / (5 - n) as n from generate_series(1, ${9}::int) n`
  const transaction = await begin(database)
  const portal = new Portal(3)
  expect(await ask(portal, transaction, failing)).toEqual([1, 2, 3])
  await expect(ask(portal, transaction)).rejects.toThrow('division by zero')
  await transaction.rollback().execute()
  const another = await begin(database)
  const absent = sql<{ n: number }>`select n from absent where n = ${1}`
  await expect(ask(new Portal(3), another, absent)).rejects.toThrow('does not exist')
  await another.rollback().execute()
  expect((await numbers(2).execute(database.db)).rows).toEqual([{ n: 1 }, { n: 2 }])
})

it('works behind a pooler, where nothing is prepared', async () => {
  await using pooler = await startPooler(database.url)
  await using shared = openDatabase({
    url: pooler.url,
    applicationName: 'treeline test',
    poolSize: 1,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 20_000,
    onIdleError: () => {},
  })
  const transaction = await begin(shared)
  const portal = new Portal(3)
  expect(await ask(portal, transaction, numbers(4))).toEqual([1, 2, 3])
  expect(await ask(portal, transaction)).toEqual([4])
  await transaction.commit().execute()
})
