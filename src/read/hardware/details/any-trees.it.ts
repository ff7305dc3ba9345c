import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import { writeBatch } from '../../../ingest/write/write-batch.ts'
import {
  arbitraryHardware,
  arbitraryInstant,
  arbitraryOrigin,
} from '../../../testing/arbitrary/arbitrary-hardware.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { readHardwareFull } from '../../../testing/http/whole-lists.ts'
import {
  naiveHardwarePage,
  type NaiveResults,
  naiveUnion,
} from '../../../testing/naive/hardware-page.ts'
import { clearTables } from '../../../testing/rollup/clear-tables.ts'
import { type RawRows, readRawRows } from '../../../testing/rollup/raw-rows.ts'
import { stageRows } from '../../../testing/rows/staged-rows.ts'
import type { HardwareRequest } from './hardware-request.ts'
import { readHardwareSummary } from './summary.ts'

const arbitraryRequest: fc.Arbitrary<HardwareRequest> = fc.record({
  hardwareId: fc.constantFrom('p0', 'p0', 'x'),
  origin: arbitraryOrigin,
  window: fc.tuple(arbitraryInstant, arbitraryInstant).map((instants) => {
    const [from = '', until = ''] = instants.toSorted()
    return { from, until }
  }),
  selectedCommits: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom('0', '1', '7'), fc.constantFrom('head', 'aa', 'bb', 'absent')),
  ),
})
const kinds = ['builds', 'boots', 'tests'] as const

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.pool.connect()
})
afterAll(async () => {
  client.release()
  await database.drop()
})

it('show the trees that ran, each at the commit that was chosen', async () => {
  let found = 0
  const requests = fc.array(arbitraryRequest, { minLength: 12, maxLength: 12 })
  const property = fc.asyncProperty(arbitraryHardware, requests, async (submitted, asked) => {
    await clearTables(client)
    await writeBatch(client, stageRows(submitted))
    const rows = await readRawRows(database.db)
    for (const request of asked) found += await expectPages(rows, request)
  })
  await fc.assert(property, { numRuns: 15, endOnFailure: true })
  expect(found).toBeGreaterThan(0)
})

/** How many trees were met. */
async function expectPages(rows: RawRows, request: HardwareRequest): Promise<number> {
  const trees = naiveHardwarePage(rows, request)
  const full = await readHardwareFull(database.db, request, noFilters)
  const summary = await readHardwareSummary(database.db, request, noFilters)
  const all = naiveUnion(trees.map(({ ofShown }) => ofShown))
  const selected = naiveUnion(
    trees.filter(({ isSelected }) => isSelected).map(({ ofShown }) => ofShown),
  )
  const context = JSON.stringify(request)
  expect(full.found, context).toBe(outcome(trees.length, all))
  expect(summary.found, context).toBe(outcome(trees.length, selected))
  if (full.found === 'results') {
    const { common, ...body } = full.body
    for (const kind of kinds) {
      expect(idsOf(body[kind]), context).toEqual(idsOf(selected[kind]))
      expect(occurred(body.summary[kind].status), context).toEqual(statusesOf(selected[kind]))
    }
    expect(common.trees.map(({ origin, ...tree }) => [...placeOf(tree), origin])).toEqual(
      trees.map(({ head: { origin, ...head } }) => [...placeOfRow(head), origin]),
    )
    const statuses = trees.map(({ ofShown }) => (hasRun(ofShown) ? countsOf(ofShown) : null))
    expect(common.trees.map((tree) => tree.selected_commit_status)).toEqual(statuses)
  }
  if (summary.found === 'results') {
    const { common, summary: counted } = summary.body
    for (const kind of kinds) {
      expect(occurred(counted[kind].status), context).toEqual(statusesOf(selected[kind]))
    }
    const statuses = common.trees.map(({ selected_commit_status: of }) =>
      kinds.map((kind) => occurred(of?.[kind] ?? {})),
    )
    expect(statuses).toEqual(trees.map(({ ofHead }) => Object.values(countsOf(ofHead))))
  }
  return trees.length
}

function outcome(trees: number, results: NaiveResults): string {
  if (trees === 0) return 'no-commits'
  return hasRun(results) ? 'results' : 'nothing'
}

function hasRun({ boots, tests }: NaiveResults): boolean {
  return boots.length + tests.length > 0
}

function countsOf({ builds, boots, tests }: NaiveResults) {
  return { builds: statusesOf(builds), boots: statusesOf(boots), tests: statusesOf(tests) }
}

function statusesOf(rows: readonly { status: string | null }[]): Record<string, number> {
  const groups = Map.groupBy(rows, ({ status }) => status ?? 'NULL')
  return Object.fromEntries([...groups].map(([status, of]) => [status, of.length]))
}

function occurred(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

function idsOf(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id).toSorted()
}

type Place = Record<'tree_name' | 'git_repository_branch' | 'git_repository_url', string | null>

function placeOf(tree: Place & { head_git_commit_hash: string | null }): (string | null)[] {
  return placeOfRow({ ...tree, git_commit_hash: tree.head_git_commit_hash })
}

function placeOfRow(row: Place & { git_commit_hash: string | null }): (string | null)[] {
  return [row.tree_name, row.git_repository_branch, row.git_repository_url, row.git_commit_hash]
}
