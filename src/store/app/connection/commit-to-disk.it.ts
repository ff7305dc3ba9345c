import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { commitToDisk } from './commit-to-disk.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test.each([
  ['off', 'on'],
  ['on', 'on'],
  ['local', 'local'],
  ['remote_apply', 'remote_apply'],
])('what is committed is on the disk: %s becomes %s', async (given, then) => {
  const client = await database.pool.connect()
  try {
    await client.query(`set synchronous_commit = ${given}`)
    await commitToDisk(client)
    const { rows } = await client.query('show synchronous_commit')
    expect(rows).toEqual([{ synchronous_commit: then }])
  } finally {
    client.release(true)
  }
})
