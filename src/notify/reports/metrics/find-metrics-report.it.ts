import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrivalDayOf } from '../../../domain/arrival-day.ts'
import { readMetrics } from '../../../read/metrics/read-metrics.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { Finding } from '../../report.ts'
import { findingIn } from '../../testing/finding.ts'
import { plainText } from '../../wording/plain-text.ts'
import { findMetricsReport } from './find-metrics-report.ts'
import { metricsBody } from './metrics-body.ts'

/** A Saturday: the window holds the week before it, today belongs to none. */
const now = new Date('2026-11-28T00:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const row = (id: string, days: number, columns: object) => ({
    id,
    origin: 'maestro',
    _timestamp: daysAgo(days),
    ...columns,
  })
  await writeRows(database.pool, {
    issues: [row('maestro:i', 3, { version: 2, comment: null })],
    checkouts: [row('c', 7, { tree_name: 'mainline' }), row('today', 0, { tree_name: 'next' })],
    builds: [row('b', 7, { checkout_id: 'c' })],
    tests: [
      row('t1', 8, { build_id: 'b', path: 'boot', misc: { runtime: 'lava' } }),
      row('t2', 1, { build_id: 'b', path: 'ltp', misc: { runtime: 'lava' } }),
    ],
    incidents: [row('n1', 2, { issue_id: 'maestro:i', issue_version: 2, build_id: 'b' })],
  })
})
afterAll(() => database.drop())

const finding = (change: Partial<Finding> = {}) => findingIn(database.db, { now, ...change })

it('tells the numbers of the page for the same week', async () => {
  const { reports, problems } = await findMetricsReport(finding())
  expect(problems).toEqual([])
  const [report] = reports
  expect(report).toMatchObject({
    kind: 'metrics',
    items: ['2026-11-21'],
    subject: 'KernelCI Metrics Report - 2026-11-28 00:00 UTC',
    isRegression: false,
  })
  const today = arrivalDayOf(now)
  const page = await readMetrics(database.db, today, { start: 7, end: 0 })
  expect(page).toMatchObject({ n_trees: 1, n_tests: 1, prev_n_tests: 1 })
  const { text, html } = report!.render({ messageId: '<a@kernelci.org>', toLists: true })
  const week = { from: today - 7, until: today }
  expect(text).toContain(plainText(metricsBody(page, week, 'https://d.example.org')))
  expect(text).toContain('https://d.example.org/issue/maestro:i?iv=2\n')
  expect(html).toContain('<a href="https://d.example.org/issue/maestro:i?iv=2">maestro:i</a>')
})

it('tells each week once', async () => {
  const told: Finding['told'] = (kind, items) =>
    Promise.resolve(new Set(kind === 'metrics' ? items : []))
  expect(await findMetricsReport(finding({ told }))).toEqual({ reports: [], problems: [] })
})
