import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { arbitraryCommit, arbitraryFilterQuery } from '../../testing/arbitrary/arbitrary-commit.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { findRepeatedIssues } from './find-repeated-issues.ts'
import { loadResults, type Results } from './load-results.ts'
import { loadTestHalf } from './load-test-half.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const test = (id: string, build_id: string) => ({ id, build_id, origin: 'ti', path: 'ltp' })
const incident = (id: string, more: object) => ({
  id,
  origin: 'ti',
  issue_id: 'i0',
  issue_version: 1,
  ...more,
})

it('leaves out the builds whose tests have one incident each', async () => {
  await writeRows(database.pool, {
    checkouts: [{ id: 'c', origin: 'ti' }],
    builds: ['one', 'two', 'denied', 'own', 'none'].map((id) => ({
      id,
      checkout_id: 'c',
      origin: 'ti',
    })),
    tests: [
      ...['one', 'two', 'denied', 'own', 'none'].map((id) => test(`of ${id}`, id)),
      test('another of two', 'two'),
    ],
    incidents: [
      // the own build of an incident is that of its test: one and the same
      incident('n0', { test_id: 'of one', build_id: 'one' }),
      incident('n1', { test_id: 'of two' }),
      incident('n2', { test_id: 'of two', issue_version: 2 }),
      incident('n3', { test_id: 'of denied' }),
      incident('n4', { test_id: 'of denied', present: false }),
      incident('n5', { test_id: 'of own' }),
      incident('n6', { build_id: 'own' }),
      incident('n7', { build_id: 'none' }),
    ],
  })
  const { builds, cells } = await loadResults(database.db, ['c'])
  const repeated = await findRepeatedIssues(database.db, cells)
  const ids = builds.filter(({ ref }) => repeated.has(ref)).map(({ id }) => id)
  expect(ids).toEqual(['own', 'two'])
})

it('finds all whose issues the cells cannot tell', { timeout: 60_000 }, async () => {
  let run = 0
  const queries = fc.array(arbitraryFilterQuery, { minLength: 6, maxLength: 6 })
  const property = fc.asyncProperty(arbitraryCommit, queries, async (rowsOf, drawn) => {
    const hash = `run${(run += 1)}`
    await writeRows(database.pool, rowsOf(hash))
    const results = await loadResults(database.db, [`${hash}c0`, `${hash}c1`])
    const found = await findRepeatedIssues(database.db, results.cells)
    const every = new Set(results.builds.map(({ ref }) => ref))
    for (const query of ['', ...drawn]) {
      expect(await issuesOf(results, query, found), query).toEqual(
        await issuesOf(results, query, every),
      )
    }
  })
  // no shrinking: each attempt would write another commit, longer than a test may run
  await expect(fc.assert(property, { numRuns: 20, endOnFailure: true })).resolves.toBeUndefined()
})

/** What boots and tests show, looked at test by test on some builds. */
async function issuesOf({ cells }: Results, query: string, looked: ReadonlySet<number>) {
  const filters = parseFilters(new URLSearchParams(query))
  const half = (kind: 'boot' | 'test') =>
    loadTestHalf(database.db, kind, cells, filters, 'itemised', null, looked)
  return [await half('boot'), await half('test')].map(({ issues, options }) => ({
    issues,
    offered: options.issues,
  }))
}
