import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { largeScans } from '../../testing/large-scans.ts'
import { createSizableDatabase } from '../../testing/sizable-database.ts'
import type { TestDatabase } from '../../testing/test-database.ts'
import type { FindReports } from '../report.ts'
import type { StatusSubscription, Subscriptions } from '../subscriptions/subscriptions.ts'
import { findingIn } from '../testing/finding.ts'
import { findStatusReports } from './status/find-status-reports.ts'

const everyDay = new Set([0, 1, 2, 3, 4, 5, 6])
const status: StatusSubscription = {
  label: null,
  branch: 'branch',
  origin: 'maestro',
  always: true,
  paths: [],
  recipients: [],
  ignoresDefaultRecipients: false,
  trees: [],
  platforms: [],
  severity: 'test',
  days: everyDay,
}
const subscriptions: Subscriptions = {
  trees: ['https://git/7', 'https://git/8'].map((url) => ({
    label: url,
    url,
    defaultRecipients: [],
    reports: [status, { ...status, paths: ['boot', 'suite%.case1_'], trees: ['tree%'] }],
    regressions: [],
  })),
  hardware: [],
  faults: [],
}

/** A report costs what its window holds, and not what history holds (architecture.md 2.4). */
describe('no digest reads a large table from end to end', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createSizableDatabase()
  }, 120_000)
  afterAll(() => database.drop())

  it.each<[string, FindReports, number]>([['status', findStatusReports, 4]])(
    '%s',
    async (_, find, expected) => {
      const now = new Date('2025-07-02T12:00:00Z')
      const scans = await largeScans(database.pool, async (db) => {
        const { reports, problems } = await find(findingIn(db, { now, subscriptions }))
        expect(problems).toEqual([])
        expect(reports).toHaveLength(expected)
      })
      expect(scans).toEqual([])
    },
  )
})
