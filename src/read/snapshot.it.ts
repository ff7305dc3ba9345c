import { Kysely, PostgresDialect, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noFilters } from '../domain/filters/filter-collector.ts'
import { runWhileWanted } from '../platform/waiting/wanted-until.ts'
import { sessionOf } from '../store/app/connection/pool-client.ts'
import { bodyOf } from '../testing/http/body-of.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { writeRows } from '../testing/rows/write-rows.ts'
import type { ReadDatabase } from './database.ts'
import { inSnapshot } from './snapshot.ts'
import { readTreeFull } from '../testing/http/whole-lists.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, {
    checkouts: [
      {
        id: 'c',
        origin: 'maestro',
        tree_name: 'mainline',
        git_repository_branch: 'master',
        git_commit_hash: 'H',
      },
    ],
    builds: [{ id: 'b', origin: 'maestro', checkout_id: 'c', status: 'PASS' }],
  })
})
afterAll(() => database.drop())

let written = 0
async function writeTest(): Promise<void> {
  written += 1
  const test = { id: `t${written}`, origin: 'maestro', build_id: 'b', path: 'ltp', status: 'FAIL' }
  await writeRows(database.pool, { tests: [test] })
}

/** A handle behind whose back another test of the commit is stored after each statement. */
function disturbed(): ReadDatabase {
  // not destroyed: that would end the pool, which is not ours
  return new Kysely({ dialect: new PostgresDialect({ pool: database.pool }), log: writeTest })
}

it('shows counts and lists of one state, whatever is stored meanwhile', async () => {
  await writeTest()
  const scope = { origin: 'maestro', treeName: 'mainline', branch: 'master', commit: 'H' }
  const { summary, tests } = bodyOf(await readTreeFull(disturbed(), scope, noFilters))
  expect(written).toBeGreaterThan(5)
  expect(tests.length).toBeGreaterThan(0)
  expect(tests.length).toBeLessThan(written)
  expect(summary.tests.status.FAIL).toBe(tests.length)
  expect(summary.tests.fail_reasons).toEqual({ 'unknown error': tests.length })
})

it('gives the connection back after a failure, fit for the next request', async () => {
  const failed = inSnapshot(database.db, () => Promise.reject(new Error('a rule broke')))
  await expect(failed).rejects.toThrow('a rule broke')
  const { rows } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'`,
  )
  expect(rows).toEqual([])
})

it('does not wait for the end of its transaction, but whatever comes next does', async () => {
  await using own = await createTestDatabase({ poolSize: 1 })
  const client = sessionOf(await own.pool.connect())
  client.release()
  await inSnapshot(own.db, (snapshot) => sql`select 1`.execute(snapshot))
  expect(client.getTransactionStatus()).toBe('T')
  const next = sql<{ alone: boolean }>`select now() = statement_timestamp() as alone`.execute(
    own.db,
  )
  expect((await next).rows).toEqual([{ alone: true }])
  expect(client.getTransactionStatus()).toBe('I')
})

it('begins no further statement once nobody waits for the answer', async () => {
  const client = new AbortController()
  let asked = 0
  const reading = runWhileWanted(client.signal, () =>
    inSnapshot(database.db, async (snapshot) => {
      for (;;) {
        await sql`select 1`.execute(snapshot)
        asked += 1
        client.abort('the client left')
      }
    }),
  )
  await expect(reading).rejects.toThrow('nobody waits')
  expect(asked).toBe(1)
})
