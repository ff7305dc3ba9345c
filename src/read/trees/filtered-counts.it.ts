import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { emptyStatusCount, type StatusName } from '../../domain/status.ts'
import {
  arbitraryCommit,
  arbitraryFilterQuery,
  type CommitRows,
} from '../../testing/arbitrary/arbitrary-commit.ts'
import { bodyOf } from '../../testing/http/body-of.ts'
import { naiveSelection } from '../../testing/naive/selection.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readTreeBuilds } from './builds.ts'
import { readTreeSummary } from './summary.ts'
import { readTreeFull, readTreeTests } from '../../testing/http/whole-lists.ts'

/** Asked of every commit: what goes wrong most easily, on all three kinds at once. */
const standingQueries = [
  '',
  ...['Uncategorized', 'i0,1', 'missing,2'].map((issue) =>
    ['build', 'boot', 'test'].map((kind) => `filter_${kind}.issue=${issue}`).join('&'),
  ),
  'filter_test.hardware=Unknown',
  'filter_test.lab=Unknown',
]

type Item = { id: string; status: StatusName }

const kinds = ['builds', 'boots', 'tests'] as const

/** What decisions.md 1 promises of filters, for any data and any filters. */
describe('every filter means the same on every route', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  async function readEverything(commit: string, query: string) {
    const scope = { origin: 'maestro', treeName: 'mainline', branch: 'master', commit }
    const filters = parseFilters(new URLSearchParams(query))
    const { db } = database
    return {
      summary: bodyOf(await readTreeSummary(db, scope, filters)),
      full: bodyOf(await readTreeFull(db, scope, filters)),
      lists: {
        ...bodyOf(await readTreeBuilds(db, scope, filters)),
        boots: bodyOf(
          await readTreeTests(db, 'boot', scope, filters, { fullEnvironmentMisc: false }),
        ),
        tests: bodyOf(
          await readTreeTests(db, 'test', scope, filters, { fullEnvironmentMisc: true }),
        ),
      },
    }
  }

  async function expectAgreement(hash: string, rows: CommitRows, query: string): Promise<void> {
    const { summary, full, lists } = await readEverything(hash, query)
    const expected = naiveSelection(rows, parseFilters(new URLSearchParams(query)))
    for (const kind of kinds) {
      expect(idsOf(lists[kind]), `${kind} under ${query}`).toEqual(expected[kind])
      expect(idsOf(full[kind])).toEqual(expected[kind])
      const statuses = countStatuses(lists[kind])
      expect(summary.summary[kind].status, `${kind} counted under ${query}`).toEqual(statuses)
      expect(full.summary[kind].status).toEqual(statuses)
      expect(summary.summary[kind].unknown_issues).toBe(full.summary[kind].unknown_issues)
      expect(summary.filters[kind].has_unknown_issue).toBe(full.filters[kind].has_unknown_issue)
    }
    expect(summary.summary.builds).toEqual(full.summary.builds)
  }

  it('counts in the summary what the lists show, and lists what a plain reading selects', async () => {
    let run = 0
    const queries = fc.array(arbitraryFilterQuery, { minLength: 6, maxLength: 6 })
    const property = fc.asyncProperty(arbitraryCommit, queries, async (rowsOf, drawn) => {
      const hash = `run${(run += 1)}`
      const rows = rowsOf(hash)
      await writeRows(database.pool, rows)
      for (const query of [...standingQueries, ...drawn]) await expectAgreement(hash, rows, query)
    })
    // no shrinking: each attempt would write another commit, longer than a test may run
    const held = fc.assert(property, { numRuns: 12, endOnFailure: true })
    await expect(held).resolves.toBeUndefined()
  })
})

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ id }) => id).toSorted()
}

function countStatuses(items: readonly Item[]) {
  const counts = emptyStatusCount()
  for (const { status } of items) counts[status] += 1
  return counts
}
