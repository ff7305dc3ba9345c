import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bucketOfResult, LatestResults } from '../../../domain/compare/latest-results.ts'
import { codeOfStatus } from '../../../domain/status.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { settleContests } from './settle-contests.ts'

const numberOfPaths = 4_000

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('settles thousands of paths of one build, each test of which is looked at once', async () => {
  const paths = Array.from({ length: numberOfPaths }, (_, n) => `ltp.${n}`)
  const runs = ['PASS', 'FAIL'].flatMap((status) => paths.map((path) => ({ path, status })))
  await writeRows(database.pool, {
    builds: [{ id: 'b', origin: 'maestro', checkout_id: 'c' }],
    tests: runs.map(({ path, status }, n) => ({
      id: `t${n}`,
      origin: 'maestro',
      build_id: 'b',
      path,
      status,
      // of every second path the run that failed was stored first
      _timestamp: `2026-02-0${status === 'PASS' ? 2 : 1 + 2 * (n % 2)}T00:00:00Z`,
    })),
  })
  const { rows } = await sql<{ build: number; dimensions: number; id: number; path: string }>`
    select distinct build_ref as build, dim_id as dimensions, path_id as id, path
    from test_fact join path using (path_id)`.execute(database.db)
  const latest = new LatestResults()
  for (const { id } of rows) {
    for (const status of ['PASS', 'FAIL'] as const) latest.add(id, 0, codeOfStatus(status))
  }
  expect(latest.contested.size).toBe(numberOfPaths)
  const [pair] = rows
  const places = new Map([['place', { latest, pairs: pair === undefined ? [] : [pair] }]])
  await database.db.transaction().execute(async (transaction) => {
    await sql`set local statement_timeout = '5s'`.execute(transaction)
    await settleContests(transaction, places)
  })
  for (const { id, path } of rows) {
    const isEven = Number(path.slice('ltp.'.length)) % 2 === 0
    expect(bucketOfResult(latest.results.get(id) ?? 0)).toBe(isEven ? 'PASS' : 'FAIL')
  }
})
