import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilters } from '../../../domain/filters/parse-filters.ts'
import type { StatusCount } from '../../../domain/status.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'
import {
  arbitraryCommit,
  arbitraryFilterQuery,
  type CommitRows,
} from '../../../testing/arbitrary/arbitrary-commit.ts'
import { naiveSelection } from '../../../testing/naive/selection.ts'
import type { SubmittedRow } from '../../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import { readHardwareBuilds } from './builds.ts'
import { readHardwareSummary } from './summary.ts'
import { readHardwareFull, readHardwareTests } from '../../../testing/http/whole-lists.ts'

const whole = { from: '2025-07-01T00:00:00Z', until: '2025-07-01T00:00:01Z' }
/** Leaves out the tests that began with the second. */
const cut = { from: '2025-07-01T00:00:00.2Z', until: '2025-07-01T00:00:00.5Z' }
const startTime = '2025-07-01T00:00:00.3Z'
const inBrief = { fullEnvironmentMisc: false }

const requests = fc.record({
  hardwareId: fc.constantFrom('juno', 'arm', 'arm,juno', 'UNKNOWN', 'nosuch'),
  origin: fc.constantFrom('maestro', 'ti'),
  window: fc.constantFrom(whole, cut),
  query: fc.oneof(fc.constant(''), arbitraryFilterQuery),
})
type Asked = { hardwareId: string; origin: string; window: TimeWindow; query: string }

/** hardware.md 6.1, 7.1 and decisions.md 1 once more, row by row from what was submitted. */
describe('details of any hardware', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('show its tests in the window, and their builds', { timeout: 120_000 }, async () => {
    let run = 0
    const drawn = fc.array(requests, { minLength: 12, maxLength: 12 })
    const property = fc.asyncProperty(arbitraryCommit, drawn, async (rowsOf, all) => {
      const rows = asTree(rowsOf(`hash${run}`), `tree${run++}`)
      await database.db.deleteFrom('checkouts').execute()
      await writeRows(database.pool, rows)
      for (const asked of all) await expectAgreement(database, rows, asked)
    })
    const held = fc.assert(property, { numRuns: 12, endOnFailure: true })
    await expect(held).resolves.toBeUndefined()
  })
})

/** A tree of its own whose checkouts started in every window; the second is its head. */
function asTree(rows: CommitRows, treeName: string): CommitRows {
  const checkouts = rows.checkouts.map((row, n) => ({
    ...row,
    tree_name: treeName,
    start_time: startTime.replace('.3', `.3${n}`),
  }))
  return { ...rows, checkouts }
}

async function expectAgreement(database: TestDatabase, rows: CommitRows, asked: Asked) {
  const { query, ...where } = asked
  const { db } = database
  const request = { ...where, selectedCommits: {} }
  const filters = parseFilters(new URLSearchParams(query))
  const full = await readHardwareFull(db, request, filters)
  const expected = naiveList(rows, asked)
  if (typeof expected === 'string') {
    const builds = await readHardwareBuilds(db, request, filters)
    const summary = await readHardwareSummary(db, request, filters)
    expect([full.found, builds.found, summary.found]).toEqual([expected, expected, expected])
    return
  }
  const body = resultOf(full)
  const context = JSON.stringify(asked)
  expect(idsOf(body), context).toEqual(expected)
  const alone = {
    ...resultOf(await readHardwareBuilds(db, request, filters)),
    boots: resultOf(await readHardwareTests(db, 'boot', request, filters, inBrief)),
    tests: resultOf(await readHardwareTests(db, 'test', request, filters, inBrief)),
  }
  expect(idsOf(alone), context).toEqual(expected)
  const { summary } = resultOf(await readHardwareSummary(db, request, filters))
  for (const kind of ['builds', 'boots', 'tests'] as const) {
    const counts = Object.entries(body.summary[kind].status).filter(([, count]) => count > 0)
    expect(Object.fromEntries(counts), context).toEqual(countStatuses(body[kind]))
  }
  // summary and full differ in a few things on purpose (hardware.md I12, I13)
  expect({ ...summary.builds, labs: null }).toEqual({ ...body.summary.builds, labs: null })
  expect(namedLabs(summary.builds.labs)).toEqual(namedLabs(body.summary.builds.labs))
  expect(countInLabs(summary.builds.labs), context).toBe(body.builds.length)
  expect({ ...summary.boots, platforms: null }).toEqual({ ...body.summary.boots, platforms: null })
  expect({ ...summary.tests, platforms: null }).toEqual({ ...body.summary.tests, platforms: null })
}

type Lists = Record<'builds' | 'boots' | 'tests', readonly { id: string; status: string }[]>

function idsOf({ builds, boots, tests }: Lists) {
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).toSorted()
  return { builds: ids(builds), boots: ids(boots), tests: ids(tests) }
}

function countStatuses(items: readonly { status: string }[]) {
  const groups = Object.groupBy(items, ({ status }) => status)
  return Object.fromEntries(Object.entries(groups).map(([status, of]) => [status, of?.length]))
}

type Labs = Record<string, StatusCount>

function namedLabs(labs: Labs) {
  return Object.entries(labs).filter(([lab]) => lab !== 'Unknown')
}

function countInLabs(labs: Labs): number {
  return Object.values(labs)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0)
}

function resultOf<Body>(
  result: { found: 'no-commits' | 'nothing' } | { found: 'results'; body: Body },
): Body {
  if (result.found !== 'results') throw new Error(result.found)
  return result.body
}

function naiveList(rows: CommitRows, { hardwareId, origin, window, query }: Asked) {
  const ran = rows.tests.filter((test) => ranOn(test, hardwareId) && test['origin'] === origin)
  const builds = new Map(rows.builds.map((build) => [build['id'], build]))
  const head = rows.checkouts[1]?.['id']
  const isHeadTested = ran.some((test) => builds.get(test['build_id'])?.['checkout_id'] === head)
  if (!isHeadTested) return 'no-commits'
  const within = ran.filter(({ start_time: time }) => isWithin(window, time))
  if (within.length === 0) return 'nothing'
  const tested = new Set(within.map((test) => test['build_id']))
  const records = {
    ...rows,
    tests: within,
    builds: rows.builds.filter(({ id }) => tested.has(id)),
  }
  return naiveSelection(records, parseFilters(new URLSearchParams(query)))
}

function ranOn(test: SubmittedRow, hardwareId: string): boolean {
  const compatible = (test['environment_compatible'] ?? []) as string[]
  const misc = test['environment_misc'] as { platform?: unknown } | null
  return compatible.includes(hardwareId) || misc?.platform === hardwareId
}

function isWithin({ from, until }: TimeWindow, time: unknown): boolean {
  if (typeof time !== 'string') return false
  const at = Date.parse(time)
  return at >= Date.parse(from) && at <= Date.parse(until)
}
