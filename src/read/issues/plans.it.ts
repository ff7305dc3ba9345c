import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseIssueFilters } from '../../domain/issues/issue-filters.ts'
import { createSizableDatabase } from '../../testing/database/sizable-database.ts'
import { largeScans } from '../../testing/database/large-scans.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import { findIssueExtras } from './find-issue-extras.ts'
import { findIssue } from './find-issue.ts'
import { listIssues } from './list-issues.ts'
import { listNewIssues } from './list-new-issues.ts'
import { findRegression } from './regression/find-regression.ts'
import { listIssueBuilds, listIssueTests } from '../../testing/http/whole-lists.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createSizableDatabase()
}, 120_000)
afterAll(() => database.drop())

/** A request may cost what its issue has incidents, and not what history costs (architecture.md 2.4). */
describe('no page of issues reads a large table from end to end', () => {
  it.each([undefined, 1])('of one, version %s', async (version) => {
    const scans = await largeScans(database.pool, async (db) => {
      for (const id of ['i1', 'i3']) {
        expect(await findIssue(db, id, version)).toHaveProperty(`extra.${id}`)
        const builds = await listIssueBuilds(db, { id, version })
        const tests = await listIssueTests(db, { id, version })
        expect(builds.length + tests.length).toBe(18)
      }
    })
    expect(scans).toEqual([])
  })

  it('of some days', async () => {
    const window = { from: '2025-06-30T00:00:00Z', until: '2025-07-02T00:00:00Z' }
    const scans = await largeScans(database.pool, async (db) => {
      const listing = await listIssues(db, window, parseIssueFilters([]))
      expect(listing?.issues).toHaveLength(500)
      expect(Object.keys(listing?.extras ?? {})).toHaveLength(500)
    })
    expect(scans).toEqual([])
  })

  it.each([1, 20, 100])('of %s', async (count) => {
    const asked = Array.from({ length: count }, (_, n) => ({ id: `i${n + 1}`, version: 1 }))
    const scans = await largeScans(database.pool, async (db) => {
      expect((await findIssueExtras(db, asked)).size).toBe(count)
    })
    expect(scans).toEqual([])
  })

  it.each(['i1', 'i3'])('of what broke: %s', async (id) => {
    const request = { until: '2025-07-30T00:00:00Z', runs: 10, places: 20, paths: null }
    const scans = await largeScans(database.pool, async (db) => {
      const found = await findRegression(db, id, request)
      expect(found).toMatchObject({ first: { checkout: { url: expect.any(String) } }, more: 0 })
    })
    expect(scans).toEqual([])
  })

  it('of what is new', async () => {
    const window = { from: '2025-07-02T00:00:00Z', until: '2025-07-02T01:00:00Z' }
    const scans = await largeScans(database.pool, async (db) => {
      expect(await listNewIssues(db, window)).toEqual([])
    })
    expect(scans).toEqual([])
  })
})
