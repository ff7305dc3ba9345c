import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'

test('ends its connections although the query builder was never used', async () => {
  const database = openDatabase({
    url: 'postgres://nobody@127.0.0.1:1/nothing',
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 1_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  await database[Symbol.asyncDispose]()
  expect(database.pool.ended).toBe(true)
})
