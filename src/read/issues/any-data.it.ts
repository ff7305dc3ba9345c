import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseIssueFilters } from '../../domain/issues/issue-filters.ts'
import { NaiveIssues } from '../../testing/naive/issues.ts'
import { arbitraryBatches, inOne } from '../../testing/rollup/arbitrary-batches.ts'
import { clearTables } from '../../testing/rollup/clear-tables.ts'
import { readRawRows } from '../../testing/rollup/raw-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { findIssueExtras } from './find-issue-extras.ts'
import { findIssue } from './find-issue.ts'
import { listIssues } from './list-issues.ts'
import { listIssueBuilds, listIssueTests } from '../../testing/http/whole-lists.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())

const ids = ['i0', 'i1', '__proto__', 'nobody']
const versions = [1, 2, 3]
const instants = [
  '0001-01-01T00:00:00Z',
  '2025-07-01T00:00:00Z',
  '2025-07-01T00:00:01Z',
  '2025-07-04T00:00:00Z',
  '9999-12-31T23:59:59Z',
]
const window = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })).map(([one, other]) => ({
  from: instants[Math.min(one, other)] ?? '',
  until: instants[Math.max(one, other)] ?? '',
}))
const query = fc
  .subarray([
    'filter_origin=maestro',
    'filter_origin=nobody',
    'filter_issue.culprit=code',
    'filter_issue.culprit=tool',
    'filter_issue.categories=a',
    'filter_issue.options=hasIncident',
  ])
  .map((parameters) => parameters.join('&'))

/** What a dump may bring as times of the incidents whose names end in 0, 1 and 2 (decisions.md 2). */
const oddTimes = `update incidents set _timestamp =
  (array['-infinity', 'infinity', '10000-01-01'])[1 + right(id, 1)::int]::timestamptz
  where right(id, 1) < '3'`

async function store(rows: Parameters<typeof inOne>[0]): Promise<NaiveIssues> {
  const client = await database.pool.connect()
  await clearTables(client).finally(() => client.release())
  await writeRows(database.pool, inOne(rows))
  await database.pool.query(oddTimes)
  return new NaiveIssues(await readRawRows(database.db))
}

async function expectPages(plain: NaiveIssues): Promise<void> {
  const { db } = database
  for (const id of ids) {
    for (const version of [undefined, ...versions]) {
      const tests = await listIssueTests(db, { id, version })
      expect(tests.map((item) => item.id)).toEqual(plain.tests(id, version))
      const builds = await listIssueBuilds(db, { id, version })
      expect(builds.map((item) => item.id)).toEqual(plain.builds(id, version))
      const issue = await findIssue(db, id, version)
      if (issue === null) continue
      const extras = plain.extras(id, [issue.version])
      expect(Object.entries(issue.extra)).toEqual(extras === null ? [] : [[id, extras]])
    }
  }
  const asked = ids.flatMap((id) => versions.map((version) => ({ id, version })))
  const expected = ids.map((id) => [id, plain.extras(id, versions)])
  expect([...(await findIssueExtras(db, asked))]).toEqual(
    expected.filter(([, one]) => one !== null),
  )
}

/** Incidents of missing issues, builds, tests and checkouts, taken back or without a time that can be written. */
it('every page of issues equals a reading of the rows, for any rows', async () => {
  const listings = fc.array(fc.tuple(window, query), { minLength: 4 })
  await fc.assert(
    fc.asyncProperty(arbitraryBatches, listings, async (batches, asked) => {
      const plain = await store(batches)
      await expectPages(plain)
      for (const [span, text] of asked) {
        const filters = parseIssueFilters(new URLSearchParams(text))
        const { found, issues, extras, origins, categories } = plain.list(span, filters)
        const listing = await listIssues(database.db, span, filters)
        expect(listing !== null).toBe(found)
        if (listing === null) continue
        expect(listing.issues.map(({ id, version }) => ({ id, version }))).toEqual(issues)
        expect(Object.entries(listing.extras)).toEqual(extras)
        expect(listing.filters).toMatchObject({ origins, categories })
      }
    }),
    { numRuns: 12 },
  )
})
