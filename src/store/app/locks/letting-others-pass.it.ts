import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { lettingOthersPass } from './letting-others-pass.ts'
import { inTransaction } from '../transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('begins anew where it and a reader wait for each other', async () => {
  const reader = await database.pool.connect()
  const client = await database.pool.connect()
  // PostgreSQL ends whoever looks first whether two wait for each other
  await reader.query(`set deadlock_timeout = '1h'`)
  await reader.query('begin; select from builds')
  // 40P01, or 55P03 where the server's processor was away for so long that the try was over as well
  const codes: unknown[] = []
  let reads = Promise.resolve<unknown>(undefined)
  await lettingOthersPass(client, undefined, () =>
    inTransaction(client, 'read committed', async () => {
      await client.query('lock table checkouts')
      if (codes.length === 0) reads = reader.query('select from checkouts; commit')
      await client.query('lock table builds').catch((error: unknown) => {
        codes.push(error instanceof Error && 'code' in error ? error.code : error)
        throw error
      })
    }),
  )
  expect(codes).toHaveLength(1)
  await reads
  reader.release(true)
  client.release(true)
})
