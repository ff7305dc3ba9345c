import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inSnapshot } from '../../../read/snapshot.ts'
import { startFreezingProxy } from '../../../testing/database/freezing-proxy.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { openDatabase } from '../database.ts'
import { datasetOf, newestCommit, newestCommitSql } from '../commits/newest-commit.ts'
import { followReplica } from './follow-replica.ts'
import { Replica } from './replica.ts'
import { replicatedReader } from './replicated-reader.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** The server itself stands for a replica. */
it('lets what is read on a replica that hangs be read elsewhere, however long a statement may take', async () => {
  await using proxy = await startFreezingProxy(database.url)
  const { rows } = await database.pool.query(newestCommitSql)
  const seen = newestCommit(rows)
  const known = () => ({ number: seen.number, dataset: datasetOf('a name', seen) })
  const replica = new Replica('a')
  const ending = new AbortController()
  const following = followReplica({
    replica,
    url: proxy.url,
    applicationName: 'a replica',
    known,
    open: (url) =>
      openDatabase({
        url,
        applicationName: 'a replica',
        poolSize: 2,
        acquireTimeoutMs: 1_000,
        statementTimeoutMs: 600_000,
        onIdleError: () => {},
      }),
    log: pino({ level: 'silent' }),
    signal: ending.signal,
  })
  await expect.poll(() => replica.state, { timeout: 20_000 }).toBe('fit')
  const reader = replicatedReader({
    primary: database,
    replicas: [replica],
    known,
    onPrimary: () => {},
  })
  const readers: string[] = []
  await inSnapshot(reader, async (db) => {
    const asked = sql<{ name: string }>`select current_setting('application_name') as name`
    const answer = await asked.execute(db)
    readers.push(...answer.rows.map(({ name }) => name))
    proxy.freeze()
    await asked.execute(db)
  })
  expect(readers).toEqual(['a replica', 'treeline test'])
  ending.abort()
  await following
  await replica.database?.[Symbol.asyncDispose]()
})
