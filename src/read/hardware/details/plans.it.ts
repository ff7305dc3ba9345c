import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseFilters } from '../../../domain/filters/parse-filters.ts'
import { createSizableDatabase } from '../../../testing/database/sizable-database.ts'
import { largeScans } from '../../../testing/database/large-scans.ts'
import type { TestDatabase } from '../../../testing/database/test-database.ts'
import { readHardwareBuilds } from './builds.ts'
import { readHardwareSummary } from './summary.ts'
import { readHardwareFull, readHardwareTests } from '../../../testing/http/whole-lists.ts'

/** A request may cost what its window costs, and not what history costs (architecture.md 2.4). */
describe('no page of a hardware reads a large table from end to end', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createSizableDatabase()
  }, 120_000)
  afterAll(() => database.drop())

  const window = { from: '2025-07-01T08:00:00Z', until: '2025-07-01T09:00:00Z' }
  const request = { hardwareId: 'platform3', origin: 'maestro', window, selectedCommits: {} }

  it.each([
    '',
    'filter_test.hardware=soc&filter_test.lab=lava1&filter_config_name=config1',
    'filter_test.duration_[gte]=10&filter_boot.duration_[lte]=400&filter_duration_[gte]=5',
    'filter_test.path=suite1&filter_boot.path=boot&filter_test.status=FAIL',
    'filter_test.issue=i3,1&filter_boot.issue=Uncategorized&filter_build.issue=i3,1',
  ])('%s', async (query) => {
    const filters = parseFilters(new URLSearchParams(query))
    const options = { fullEnvironmentMisc: true }
    for (const selectedCommits of [{}, { 0: 'head', 1: 'hash480' }]) {
      const asked = { ...request, selectedCommits }
      const scans = await largeScans(database.pool, async (db) => {
        const summary = await readHardwareSummary(db, asked, filters)
        expect(summary.found).toBe('results')
        await readHardwareFull(db, asked, filters)
        await readHardwareBuilds(db, asked, filters)
        await readHardwareTests(db, 'boot', asked, filters, options)
        await readHardwareTests(db, 'test', asked, filters, options)
      })
      expect(scans).toEqual([])
    }
  })
})
