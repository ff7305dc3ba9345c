import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { regressedBranch, regressedUrl } from '../../../testing/rows/regressed-branch.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { Finding } from '../../report.ts'
import { noSubscriptions } from '../../subscriptions/subscriptions.ts'
import { findingIn } from '../../testing/finding.ts'
import { findIssueReports } from './find-issue-reports.ts'
import { withoutStyle } from '../../testing/without-style.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, regressedBranch)
})
afterAll(() => database.drop())

const now = new Date('2026-02-08T00:00:00Z')
const toLists = { messageId: '<regression.1@kernelci.org>', toLists: true }
const find = (options: Partial<Finding['options']>, change: Partial<Finding> = {}) =>
  findIssueReports(findingIn(database.db, { now, options: { all: false, ...options }, ...change }))

describe('of one issue', () => {
  it('that builds show', async () => {
    const { reports, problems } = await find({ id: 'maestro:build' })
    expect(problems).toEqual([])
    expect(reports).toMatchObject([
      {
        kind: 'issue',
        items: ['maestro:build'],
        subject: '[REGRESSION] mainline/master: (build)expected ; in drivers/net/foo.c',
        tree: { name: 'mainline', gitUrl: regressedUrl },
        subscribers: [],
        isRegression: true,
      },
    ])
    expect(reports[0]).not.toHaveProperty('holdBack')
    const { text, html } = reports[0]!.render(toLists)
    await expect(text).toMatchFileSnapshot('golden/build.txt')
    await expect(withoutStyle(html)).toMatchFileSnapshot('golden/build.html')
  })

  it('that boots show', async () => {
    const { reports } = await find({ id: 'maestro:boot' })
    expect(reports[0]?.subject).toBe(
      '[REGRESSION] mainline/master: (boot)Kernel panic in foo_probe',
    )
    const { text, html } = reports[0]!.render(toLists)
    await expect(text).toMatchFileSnapshot('golden/boot.txt')
    await expect(withoutStyle(html)).toMatchFileSnapshot('golden/boot.html')
  })

  it('that goes to persons has nothing for robots of lists', async () => {
    const { reports } = await find({ id: 'maestro:build' })
    const { text, html } = reports[0]!.render({ ...toLists, toLists: false })
    expect(text).not.toMatch(/^(?:#regzbot|Link:)/m)
    expect(text).toMatch(/^Reported-by: kernelci\.org bot <bot@kernelci\.org>$/m)
    expect(text).toMatch(/^#kernelci issue maestro:build$/m)
    expect(html).toContain('<pre>expected ;')
  })

  it('says why there is none', async () => {
    expect(await find({ id: 'nobody' })).toMatchObject({
      reports: [],
      problems: [{ item: 'nobody', code: 'issue_unknown' }],
    })
    expect(await find({ id: 'maestro:unseen' })).toMatchObject({
      problems: [{ code: 'issue_unseen' }],
    })
    const told = { told: () => Promise.resolve(new Set(['maestro:build'])) }
    expect(await find({ id: 'maestro:build' }, told)).toEqual({
      reports: [],
      problems: [],
      notes: [
        'issue maestro:build was told before, or is to be ignored; --force tells of it again',
      ],
    })
  })
})

it('has the log of a boot also where that was moved out of its row, and waits for a look without', async () => {
  const address = `https://files.example.org/logexcerpt/${'a'.repeat(64)}/logexcerpt.txt.gz`
  await using taken = await movedExcerpt(address)
  const asked: string[] = []
  const excerptAt = (one: string) => {
    asked.push(one)
    return Promise.resolve('Kernel panic in storage\n#regzbot fixed: nothing')
  }
  const [report] = (await find({ id: taken.issue }, { excerptAt })).reports
  expect(report).not.toHaveProperty('holdBack')
  expect(report?.render(toLists).text).toContain('\nKernel panic in storage\n> #regzbot fixed')
  expect(asked).toEqual([address])
  const gone = (await find({ id: taken.issue })).reports
  expect(gone).toMatchObject([{ holdBack: 'there is no excerpt of a log' }])
  // what somebody took from the log is nearer than the log
  await find({ id: 'maestro:build' }, { excerptAt })
  expect(asked).toHaveLength(1)
})

/** All boots of an issue, with the address in place of their excerpts, until it is disposed of. */
async function movedExcerpt(url: string): Promise<AsyncDisposable & { issue: string }> {
  const files = JSON.stringify([{ name: 'log_excerpt', url }])
  await database.pool.query('create table kept as select id, log_excerpt from tests')
  await database.pool.query(
    `update tests set log_excerpt = '', output_files = $1 where log_excerpt is not null`,
    [files],
  )
  return {
    issue: 'maestro:boot',
    [Symbol.asyncDispose]: async () => {
      await database.pool.query(
        `update tests t set log_excerpt = k.log_excerpt, output_files = null from kept k where k.id = t.id`,
      )
      await database.pool.query('drop table kept')
    },
  }
}

it('finds all build issues that nobody was told of', async () => {
  const items = async (change: Partial<Finding> = {}) =>
    (await find({ all: true, id: 'nobody' }, change)).reports.flatMap((report) => report.items)
  expect(await items()).toEqual(['maestro:build'])
  expect(await items({ now: new Date('2026-03-08T00:00:00Z') })).toEqual([])
})

it('finds nothing wrong with an issue of a test that has not arrived, unless it is asked for', async () => {
  const row = { origin: 'maestro', _timestamp: '2026-02-07T12:00:00Z' }
  const issue = { issue_id: 'maestro:early', issue_version: 1 }
  await writeRows(database.pool, {
    issues: [{ ...row, id: 'maestro:early', version: 1 }],
    incidents: [{ ...row, ...issue, id: 'maestro:early', test_id: 'maestro:not-here-yet' }],
  })
  expect((await find({ all: true })).problems).toEqual([])
  expect(await find({ id: 'maestro:early' })).toMatchObject({
    problems: [{ item: 'maestro:early', code: 'issue_unseen' }],
  })
})

it('goes to whoever subscribed to the repository', async () => {
  const address = (name: string) => ({ name: '', address: `${name}@example.org` })
  const tree = {
    label: 'linux',
    url: regressedUrl,
    defaultRecipients: [address('all')],
    reports: [],
    regressions: [
      {
        recipients: [address('board')],
        trees: [],
        branches: [],
        origins: [],
        paths: [],
        platforms: ['board-8'],
        severity: 'boot' as const,
      },
    ],
  }
  const subscriptions = { ...noSubscriptions, trees: [tree] }
  const of = async (id: string) => (await find({ id }, { subscriptions })).reports[0]?.subscribers
  expect(await of('maestro:build')).toEqual(['all@example.org'])
  expect(await of('maestro:boot')).toEqual(['all@example.org', 'board@example.org'])
})
