import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../store/app/database.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { lookAtReplica } from './look-at-replica.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('finds the primary where a replica should be', async () => {
  expect(await lookAtReplica('host:1', database, database)).toMatchObject({
    severity: 'warning',
    about: 'replica host:1',
    says: 'it is no replica but the primary',
  })
})

it('takes one that does not answer for no failure of the service', async () => {
  const address = new URL(database.url)
  address.port = '1'
  await using away = openDatabase({
    url: address.href,
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 1_000,
    statementTimeoutMs: 1_000,
    onIdleError: () => {},
  })
  expect(await lookAtReplica('host:1', away, database)).toMatchObject({ severity: 'warning' })
})
