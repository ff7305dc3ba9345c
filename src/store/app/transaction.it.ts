import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { inTransaction } from './transaction.ts'

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())
beforeEach(async () => {
  client = await database.pool.connect()
})
afterEach(() => client.release())

const insert = (id: string) =>
  client.query(`insert into checkouts (id, origin) values ($1, 'o')`, [id])

async function storedIds(): Promise<string[]> {
  const rows = await database.db.selectFrom('checkouts').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

test.each(['read committed', 'repeatable read'] as const)(
  '%s is what it runs at',
  async (level) => {
    const { rows } = await inTransaction(client, level, () =>
      client.query<{ level: string }>(`select current_setting('transaction_isolation') as level`),
    )
    expect(rows).toEqual([{ level }])
  },
)

test('commits what succeeds, and leaves nothing of what fails', async () => {
  await inTransaction(client, 'read committed', () => insert('a'))
  const failing = inTransaction(client, 'read committed', async () => {
    await insert('b')
    throw new Error('a mistake')
  })
  await expect(failing).rejects.toThrow('a mistake')
  await inTransaction(client, 'read committed', () => insert('c'))
  expect(await storedIds()).toEqual(['a', 'c'])
})
