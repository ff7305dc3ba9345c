import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFilters } from '../../domain/filters/filter-collector.ts'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { countedTypes } from '../../domain/history/commit-history.ts'
import { createSizableDatabase } from '../../testing/database/sizable-database.ts'
import { largeScans } from '../../testing/database/large-scans.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import { readTreeBuilds } from './builds.ts'
import { compareBuilds } from './compare/builds.ts'
import { compareCommits } from './compare/summary.ts'
import { compareTests } from './compare/tests.ts'
import { readCommitHistory } from './history/commits.ts'
import { listCommits } from './history/list-commits.ts'
import { readNamedCommits } from './history/named-commits.ts'
import { findLatestCheckout } from './latest.ts'
import { listTrees } from './listing.ts'
import { readTreeReport } from './report/read-tree-report.ts'
import { readTreeSummary } from './summary.ts'
import { readTreeFull, readTreeTests } from '../../testing/http/whole-lists.ts'

/** A request may cost what its commit costs, and not what history costs (architecture.md 2.4). */
describe('no tree route reads a large table from end to end', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createSizableDatabase()
  }, 120_000)
  afterAll(() => database.drop())

  const direct = { origin: 'maestro', treeName: 'tree7', branch: 'branch' }
  const scopes = [
    { ...direct, commit: 'hash7' },
    { ...direct, commit: 'v7' },
    { origin: 'maestro', branch: 'branch', url: 'https://git/7', commit: 'hash7' },
    { ...direct, commit: 'absent' },
  ]
  const filters = [
    '',
    'filter_test.hardware=vendor,board3&filter_test.lab=lava1&filter_config_name=config1',
    'filter_test.status=FAIL&filter_boot.status=PASS&filter_build.status=FAIL',
    'filter_test.duration_[gte]=10&filter_boot.duration_[lte]=400&filter_duration_[gte]=5',
    'filter_test.path=suite1&filter_boot.path=boot',
    'filter_test.issue=i3,1&filter_boot.issue=Uncategorized&filter_build.issue=i3,1',
    'filter_test.issue=i3,1&filter_test.issue=Uncategorized&filter_test.status=FAIL',
  ].map((query) => parseFilters(new URLSearchParams(query)))
  const inFull = { fullEnvironmentMisc: true }

  const scannedBy = (run: (db: TestDatabase['db']) => Promise<unknown>) =>
    largeScans(database.pool, run)

  it('finds something to read in the first place', async () => {
    const result = await readTreeFull(database.db, { ...direct, commit: 'hash7' }, noFilters)
    const body = result.found === 'results' ? result.body : null
    expect([body?.builds.length, body?.boots.length, body?.tests.length]).toEqual([5, 6, 54])
  })

  it('notices a scan', async () => {
    const scanned = await scannedBy((db) => db.selectFrom('tests').select('misc').execute())
    expect(scanned).toMatchObject([{ table: 'tests' }])
  })

  it('listing and latest', async () => {
    const now = new Date('2025-07-02T12:00:00Z')
    for (const intervalInDays of [1, 30]) {
      const request = { origin: 'maestro', intervalInDays, now }
      expect(await scannedBy((db) => listTrees(db, request))).toEqual([])
    }
    for (const commit of [undefined, 'hash7', 'v7']) {
      expect(await scannedBy((db) => findLatestCheckout(db, { ...direct, commit }))).toEqual([])
    }
  })

  it.each([
    [40, []],
    [720, ['suite%.case1_', 'boot']],
  ])('report of %i hours, paths %j', async (maxAgeInHours, pathPatterns) => {
    const branch = { origin: 'maestro', url: 'https://git/7', branch: 'branch' }
    const now = new Date('2025-07-02T12:00:00Z')
    const request = { branch, maxAgeInHours, minAgeInHours: 0, now, pathPatterns, groupSize: 3 }
    const report = await readTreeReport(database.db, request)
    expect(Object.keys(report?.unstable_tests ?? {})).not.toEqual([])
    expect(await scannedBy((db) => readTreeReport(db, request))).toEqual([])
  })

  it('comparisons', async () => {
    for (const filter of filters) {
      for (const commits of [
        { ...direct, a: 'hash7', b: 'hash8' },
        { ...direct, a: 'hash7', b: 'hash7' },
      ]) {
        const scanned = await scannedBy(async (db) => {
          await compareCommits(db, commits)
          await compareBuilds(db, commits, filter)
          await compareTests(db, 'boot', commits, filter)
          await compareTests(db, 'test', commits, filter)
        })
        expect(scanned).toEqual([])
      }
    }
  })

  it('commits of a branch', async () => {
    const request = { ...direct, url: 'https://git/7' }
    expect(await scannedBy((db) => listCommits(db, request))).toEqual([])
  })

  it.each(scopes)('histories of $commit (tree $treeName, url $url)', async (scope) => {
    for (const filter of filters) {
      for (const types of [['builds'], ['boots'], ['tests'], countedTypes] as const) {
        const request = { types: new Set(types), filters: filter, onlyBuildsOfSelectedTests: true }
        const scanned = await scannedBy(async (db) => {
          await readCommitHistory(db, scope, request, null)
          await readNamedCommits(db, scope, ['hash7', 'hash8', 'absent'], request, new Date())
        })
        expect(scanned).toEqual([])
      }
    }
  })

  it.each(scopes)('commit $commit (tree $treeName, url $url)', async (scope) => {
    for (const filter of filters) {
      const scanned = await scannedBy(async (db) => {
        await readTreeSummary(db, scope, filter)
        await readTreeFull(db, scope, filter)
        await readTreeBuilds(db, scope, filter)
        await readTreeTests(db, 'boot', scope, filter, inFull)
        await readTreeTests(db, 'test', scope, filter, inFull)
      })
      expect(scanned).toEqual([])
    }
  })
})
