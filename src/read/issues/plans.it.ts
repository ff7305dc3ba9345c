import { afterAll, beforeAll, expect, it } from 'vitest'
import { explainQueries, tablesScanned } from '../../testing/explain-queries.ts'
import { fillSizably } from '../../testing/fill-sizably.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { findIssue } from './find-issue.ts'
import { listIssueBuilds } from './list-issue-builds.ts'
import { listIssueTests } from './list-issue-tests.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await fillSizably(database.pool)
}, 120_000)
afterAll(() => database.drop())

const large = new Set(['checkouts', 'builds', 'tests', 'incidents', 'build_fact', 'test_fact'])

/** A request may cost what its issue has incidents, and not what history costs (architecture.md 2.4). */
it.each([undefined, 1])(
  'no page of an issue reads a large table from end to end, version %s',
  async (version) => {
    const queries = await explainQueries(database.pool, async (db) => {
      for (const id of ['i1', 'i3']) {
        expect(await findIssue(db, id, version)).toHaveProperty(`extra.${id}`)
        const builds = await listIssueBuilds(db, id, version)
        const tests = await listIssueTests(db, id, version)
        expect(builds.length + tests.length).toBe(18)
      }
    })
    expect(tablesScanned(queries).filter(({ table }) => large.has(table))).toEqual([])
  },
)
