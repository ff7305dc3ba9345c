import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  ago,
  branch,
  rowsOfBranch,
  usual,
} from '../../../read/trees/report/testing/reported-branch.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { Finding } from '../../report.ts'
import { findingIn } from '../../testing/finding.ts'
import type { StatusSubscription } from '../../subscriptions/subscriptions.ts'
import { findStatusReports } from './find-status-reports.ts'

const everyDay = new Set([0, 1, 2, 3, 4, 5, 6])
const subscription: StatusSubscription = {
  label: 'all',
  branch: branch.branch,
  origin: 'maestro',
  always: false,
  paths: [],
  recipients: [{ name: 'Doe, J', address: 'j@example.org' }],
  ignoresDefaultRecipients: false,
  trees: [],
  platforms: [],
  severity: 'test',
  days: everyDay,
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, rowsOfBranch)
})
afterAll(() => database.drop())

const find = (reports: Partial<StatusSubscription>[], change: Partial<Finding> = {}) => {
  const tree = {
    label: 'acme',
    url: branch.url,
    defaultRecipients: [],
    reports: reports.map((one) => ({ ...subscription, ...one })),
    regressions: [],
  }
  const subscriptions = { trees: [tree], hardware: [], faults: [] }
  return findStatusReports(findingIn(database.db, { now: usual.now, subscriptions, ...change }))
}

/** As if a few hours had passed, so that the newest commit is old enough. */
const later = new Date(usual.now.getTime() + 4 * 3_600_000)

it('tells of the newest commit that labs had five hours for', async () => {
  const { reports, problems } = await find([{}], { now: later })
  expect(problems).toEqual([])
  expect(reports).toHaveLength(1)
  expect(reports[0]).toMatchObject({
    kind: 'status',
    items: ['["mainline","master","https://git/linux.git","maestro",["%"],"new"]'],
    subject: '[STATUS] mainline/master - new',
    tree: { name: 'mainline', gitUrl: branch.url },
    subscribers: ['"Doe, J" <j@example.org>'],
    isRegression: false,
  })
  const { text, html } = reports[0]!.render({ messageId: '<a@kernelci.org>', toLists: true })
  expect(text).toContain('Builds:\t    2 ✅     2 ❌     0 ⚠️\n')
  expect(text).toContain(`checked out:  ${ago(3).replace('T', ' ').replace('Z', '+00:00')}\n`)
  // runs up to seven days ago count, five of a test
  expect(text).toContain('      on an earlier build\n        > ✅  > ❌\n')
  expect(text).toContain('      changed long before\n        > ✅  > ❌  > ❌  > ❌\n')
  expect(html).toContain('on an earlier build')
  const early = await find([{ always: true }])
  expect(early.reports.map(({ subject }) => subject)).toEqual(['[STATUS] android/master - android'])
})

it('tells of each origin its own commit', async () => {
  const { reports } = await find([{}, { origin: 'linaro', always: true }], { now: later })
  expect(reports.map(({ subject }) => subject)).toEqual([
    '[STATUS] mainline/master - new',
    '[STATUS][LINARO] mainline/master - later',
  ])
  const one = await find([{}, { origin: 'linaro', always: true }], {
    now: later,
    options: { all: false, summaryOrigins: ['linaro'] },
  })
  expect(one.reports).toHaveLength(1)
})

it('keeps to a tree where several share a branch', async () => {
  const { reports } = await find([{ trees: ['andr%'], always: true }])
  expect(reports.map(({ subject }) => subject)).toEqual(['[STATUS] android/master - android'])
  expect((await find([{ trees: ['nobody'], always: true }])).reports).toEqual([])
})

it('is silent where nothing changed, but to those who want to hear always', async () => {
  const paths = ['passes']
  expect((await find([{ paths }], { now: later })).reports).toEqual([])
  const { reports } = await find([{ paths, always: true }], { now: later })
  expect(reports[0]!.items).toEqual([
    '["mainline","master","https://git/linux.git","maestro",["passes"],"new"]',
  ])
})

it('tells nothing twice, and of nothing else on that account', async () => {
  const reports = [{}, { paths: ['fixed'] }]
  const all = await find(reports, { now: later })
  expect(all.reports).toHaveLength(2)
  const told: Finding['told'] = () => Promise.resolve(new Set(all.reports[0]!.items))
  const rest = await find(reports, { now: later, told })
  expect(rest.reports.map(({ items }) => items)).toEqual([all.reports[1]!.items])
})

it('looks as far back as no run did', async () => {
  const dayLater = new Date(usual.now.getTime() + 48 * 3_600_000)
  expect((await find([{}], { now: dayLater })).reports).toEqual([])
  const { reports } = await find([{}], {
    now: dayLater,
    lookedUntil: new Date(usual.now.getTime() - 3_600_000),
  })
  expect(reports.map(({ subject }) => subject)).toEqual(['[STATUS] mainline/master - new'])
})

it('tells of the newest commit of each day that was missed, the oldest first, and of none twice', async () => {
  const more = (name: string, days: number) => ({
    id: `${name} ${days}`,
    origin: 'maestro',
    git_repository_url: branch.url,
    git_repository_branch: 'missed',
    git_commit_hash: name,
    start_time: ago(days * 24 + 10),
  })
  const checkouts = [more('a', 3), more('b', 2), more('a', 1), more('c', 0), more('too new', -0.4)]
  await writeRows(database.pool, { checkouts })
  const { reports } = await find([{ branch: 'missed', always: true }], {
    lookedUntil: new Date(usual.now.getTime() - 96 * 3_600_000),
  })
  expect(reports.map(({ subject }) => subject)).toEqual(
    ['a', 'b', 'c'].map((hash) => `[STATUS] unknown/missed - ${hash}`),
  )
})

it('says which report could not be made, and makes the others', async () => {
  const told: Finding['told'] = (_, [item = '']) =>
    item.includes('fixed') ? Promise.reject(new Error('no answer')) : Promise.resolve(new Set())
  const { reports, problems } = await find([{ paths: ['fixed'] }, {}], { now: later, told })
  expect(reports).toHaveLength(1)
  expect(problems).toEqual([
    {
      item: 'master of https://git/linux.git by maestro',
      code: 'report_failed',
      message: 'no answer',
    },
  ])
})

it('ends when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(find([{}], { signal })).rejects.toThrow('enough')
})
