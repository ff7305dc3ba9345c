import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import type { Database } from '../schema/database-types.ts'
import { askAhead } from './held-answer.ts'

let database: TestDatabase
let other: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 1 })
  other = await createTestDatabase({ poolSize: 1 })
})
afterAll(async () => {
  await database.drop()
  await other.drop()
})

const marked = "select 'asked ahead' as mark, n from generate_series(1, 3) n"
const ask = (db: Kysely<Database>) => askAhead(() => sql.raw<{ n: number }>(marked).execute(db))

/** Whether PostgreSQL has answered, as seen by somebody else. */
async function isAnswered(): Promise<boolean> {
  const { rows } = await other.pool.query('select state from pg_stat_activity where query = $1', [
    marked,
  ])
  return rows.length === 1 && rows[0].state !== 'active'
}

it('reads an answer when it is wanted, however long it has been there', async () => {
  await database.db.connection().execute(async (db) => {
    const { answer, want } = ask(db)
    let isRead = false
    void answer.then(() => {
      isRead = true
    })
    await expect.poll(isAnswered).toBe(true)
    // as often as an answer that is not held back would need to be here
    for (let times = 0; times < 5; times += 1) await isAnswered()
    expect(isRead).toBe(false)
    want()
    expect((await answer).rows).toHaveLength(3)
  })
})

it('reads it at once when it is wanted already', async () => {
  await database.db.connection().execute(async (db) => {
    const { answer, want } = ask(db)
    want()
    want()
    expect((await answer).rows).toHaveLength(3)
  })
})

it('comes before the end of its transaction', async () => {
  const transaction = await database.db.startTransaction().execute()
  const { answer, want } = ask(transaction)
  await expect.poll(isAnswered).toBe(true)
  const ended = transaction.rollback().execute()
  want()
  expect((await answer).rows).toHaveLength(3)
  await ended
})

it('holds back no answer to anything else', async () => {
  const { answer } = askAhead(() => Promise.resolve(1))
  expect(await answer).toBe(1)
  expect((await sql<{ n: number }>`select 4 as n`.execute(database.db)).rows).toEqual([{ n: 4 }])
})
