import { afterAll, beforeAll, expect, it } from 'vitest'
import { regressedBranch } from '../../../testing/rows/regressed-branch.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { ReportKind } from '../../../config/tellable.ts'
import type { Finding } from '../../report.ts'
import { findingIn } from '../../testing/finding.ts'
import { findNewIssues } from './find-new-issues.ts'
import { withoutStyle } from '../../testing/without-style.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, regressedBranch)
})
afterAll(() => database.drop())

const now = new Date('2026-02-04T05:59:00Z')
const find = (change: Partial<Finding> = {}) =>
  findNewIssues(findingIn(database.db, { now, ...change }))
const told = (...all: [ReportKind, string][]): Finding['told'] => {
  return (kind) => Promise.resolve(new Set(all.flatMap(([of, id]) => (of === kind ? [id] : []))))
}

it('tells of all that is new in one digest, and of builds of maestro alone as well', async () => {
  const { reports, problems } = await find()
  expect(problems).toEqual([])
  expect(reports).toMatchObject([
    {
      kind: 'new_issues',
      items: ['maestro:boot', 'maestro:build'],
      subject: 'new issues summary - 2026-02-04 05:59 UTC',
      subscribers: [],
      isRegression: false,
    },
    { kind: 'issue', items: ['maestro:build'], isRegression: true },
  ])
  const { text, html } = reports[0]!.render({ messageId: '<a@kernelci.org>', toLists: true })
  await expect(text).toMatchFileSnapshot('golden/new-issues.txt')
  await expect(withoutStyle(html)).toMatchFileSnapshot('golden/new-issues.html')
})

it('looks from where it looked until last', async () => {
  const later = new Date('2026-02-07T12:00:00Z')
  expect((await find({ now: later })).reports).toEqual([])
  const looked = { now: later, lookedUntil: new Date('2026-02-04T05:59:59Z') }
  expect((await find(looked)).reports).toHaveLength(2)
})

it('looks back an hour when a clock that was ahead says that it looked until then', async () => {
  const ahead = new Date('2027-02-04T05:59:00Z')
  expect((await find({ lookedUntil: ahead })).reports).toHaveLength(2)
})

it('tells nothing twice, and what is left of a digest alone', async () => {
  const left = async (...all: [ReportKind, string][]) =>
    (await find({ told: told(...all) })).reports.map(({ kind, items }) => [kind, ...items])
  expect(await left(['new_issues', 'maestro:build'])).toEqual([
    ['new_issues', 'maestro:boot'],
    ['issue', 'maestro:build'],
  ])
  expect(
    await left(
      ['new_issues', 'maestro:build'],
      ['new_issues', 'maestro:boot'],
      ['issue', 'maestro:build'],
    ),
  ).toEqual([])
})

it('tells of what a build or a boot shows that arrives hours after its incident, for a day', async () => {
  const at = (day: number, hour: string) => `2026-02-${day}T${hour}:00Z`
  const known = ['build', 'boot'].map((kind) => `o:late-${kind}`)
  await writeRows(database.pool, {
    issues: known.map((id) => ({
      id,
      version: 1,
      origin: 'o',
      comment: 'x',
      _timestamp: at(10, '01:00'),
    })),
    incidents: known.map((id) => ({
      id: `${id}-seen`,
      origin: 'o',
      issue_id: id,
      issue_version: 1,
      ...(id.endsWith('build') ? { build_id: id } : { test_id: id }),
      _timestamp: at(10, '01:00'),
    })),
  })
  const newsOf = async (day: number, from: string, until: string) => {
    const looked = { now: new Date(at(day, until)), lookedUntil: new Date(at(day, from)) }
    return (await find(looked)).reports.map(({ items }) => items)
  }
  expect(await newsOf(10, '01:59', '02:59')).toEqual([])
  const arrive = async (_timestamp: string) =>
    writeRows(database.pool, {
      builds: [
        { id: known[0]!, origin: 'o', checkout_id: 'maestro:c6', status: 'FAIL', _timestamp },
      ],
      tests: [
        {
          id: known[1]!,
          origin: 'o',
          build_id: 'maestro:b6-0',
          path: 'boot',
          status: 'FAIL',
          _timestamp,
        },
      ],
    })
  await arrive(at(10, '06:30'))
  expect(await newsOf(10, '05:59', '06:59')).toEqual([known.toSorted()])
  await arrive(at(11, '06:30'))
  expect(await newsOf(11, '05:59', '06:59')).toEqual([])
})

it('knows two kinds of boots, or any test when it is asked to', async () => {
  const at = '2026-02-20T01:00:00Z'
  await writeRows(database.pool, {
    issues: [{ id: 'o:ltp', version: 1, origin: 'o', comment: 'hangs', _timestamp: at }],
    tests: [
      {
        id: 'o:ltp-1',
        origin: 'o',
        build_id: 'maestro:b6-0',
        path: 'ltp.x',
        status: 'FAIL',
        start_time: at,
        _timestamp: at,
      },
    ],
    incidents: [
      {
        id: 'o:n',
        origin: 'o',
        issue_id: 'o:ltp',
        issue_version: 1,
        test_id: 'o:ltp-1',
        _timestamp: at,
      },
    ],
  })
  const later = { now: new Date('2026-02-20T01:30:00Z') }
  expect(await find(later)).toEqual({ reports: [], problems: [] })
  const { reports } = await find({ ...later, options: { all: false, anyTest: true } })
  expect(reports.map(({ items }) => items)).toEqual([['o:ltp']])
  const { text } = reports[0]!.render({ messageId: '<a@kernelci.org>', toLists: true })
  expect(text).toContain('seen on:    unknown (one run known)')
})

it('tells of all at once, in more than one digest, since the next run does not look there again', async () => {
  const at = '2026-03-01T01:00:00Z'
  const ids = Array.from({ length: 120 }, (_, number) => `o:${String(number).padStart(3, '0')}`)
  await writeRows(database.pool, {
    issues: ids.map((id) => ({ id, version: 1, origin: 'o', comment: 'x', _timestamp: at })),
    incidents: ids.map((id) => ({
      id: `${id}-seen`,
      origin: 'o',
      issue_id: id,
      issue_version: 1,
      build_id: 'maestro:b4-0',
      _timestamp: at,
    })),
  })
  // nothing ran for two hours
  const looked = { now: new Date('2026-03-01T04:00:00Z'), lookedUntil: new Date(at) }
  const { reports } = await find(looked)
  expect(reports.map(({ kind, items }) => [kind, items.length])).toEqual([
    ['new_issues', 50],
    ['new_issues', 50],
    ['new_issues', 20],
  ])
  expect(reports.flatMap(({ items }) => items)).toEqual(ids)
})
