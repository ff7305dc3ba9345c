import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { largeScans } from '../../testing/database/large-scans.ts'
import { createSizableDatabase } from '../../testing/database/sizable-database.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import type { FindReports } from '../report.ts'
import type { Subscriptions } from '../subscriptions/subscriptions.ts'
import { findingIn } from '../testing/finding.ts'
import { everyDay, statusSubscription } from '../testing/status-subscription.ts'
import { findHardwareReports } from './hardware/find-hardware-reports.ts'
import { findStatusReports } from './status/find-status-reports.ts'

const status = statusSubscription({ branch: 'branch', always: true })
const subscriptions: Subscriptions = {
  trees: ['https://git/7', 'https://git/8'].map((url) => ({
    label: url,
    url,
    defaultRecipients: [],
    reports: [status, { ...status, paths: ['boot', 'suite%.case1_'], trees: ['tree%'] }],
    regressions: [],
  })),
  hardware: ['platform3', 'vendor,board5', 'soc'].map((id) => ({
    id,
    origin: 'maestro',
    labs: new Map(['lava0', 'lava1', 'lava3'].map((lab) => [lab, null])),
    defaultRecipients: [],
    paths: id === 'soc' ? ['boot', 'suite%.case1_'] : [],
    days: everyDay,
  })),
  faults: [],
}

/** A report costs what its window holds, and not what history holds (architecture.md 2.4). */
describe('no digest reads a large table from end to end', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createSizableDatabase()
  }, 120_000)
  afterAll(() => database.drop())

  // some hours of a day and a half are in the window of each
  it.each<[string, FindReports, string, number]>([
    ['status', findStatusReports, '2025-07-02T12:00:00Z', 4],
    ['hardware', findHardwareReports, '2025-07-09T08:20:00Z', 3],
  ])('%s', async (_, find, now, expected) => {
    const scans = await largeScans(database.pool, async (db) => {
      const finding = findingIn(db, { now: new Date(now), subscriptions })
      const { reports, problems } = await find(finding)
      expect(problems).toEqual([])
      expect(reports).toHaveLength(expected)
    })
    expect(scans).toEqual([])
  })
})
