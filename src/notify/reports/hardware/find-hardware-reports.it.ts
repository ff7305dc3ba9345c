import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { Finding } from '../../report.ts'
import type { HardwareSubscription } from '../../subscriptions/subscriptions.ts'
import { findingIn } from '../../testing/finding.ts'
import { findHardwareReports } from './find-hardware-reports.ts'
import { withoutStyle } from '../../testing/without-style.ts'

/** A Monday. */
const now = new Date('2026-06-22T03:33:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()

const board: HardwareSubscription = {
  id: 'acme-board-7',
  origin: 'maestro',
  labs: new Map([
    ['lab-alpha', 'https://lava.lab-alpha.example.org'],
    ['lab-beta', null],
  ]),
  defaultRecipients: [{ name: 'Board Team', address: 'boards@example.org' }],
  paths: [],
  days: new Set([1]),
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const test = (id: string, days: number, columns: object = {}) => ({
    id: `maestro:${id}`,
    origin: 'maestro',
    build_id: 'b1',
    path: 'ltp.syscalls.open01',
    status: 'FAIL',
    start_time: daysAgo(days),
    environment_misc: { platform: 'acme-board-7', job_id: 4711 },
    environment_compatible: ['acme,board-7', 'acme,soc'],
    misc: { runtime: 'lab-alpha' },
    ...columns,
  })
  const checkout = (id: string, columns: object) => ({
    id,
    origin: 'maestro',
    git_repository_url: 'https://git/linux.git',
    start_time: daysAgo(30),
    ...columns,
  })
  const build = (id: string, checkout_id: string, columns: object = {}) => ({
    id,
    origin: 'maestro',
    checkout_id,
    config_name: 'defconfig',
    architecture: 'arm64',
    compiler: 'gcc-12',
    status: 'PASS',
    ...columns,
  })
  await writeRows(database.pool, {
    checkouts: [
      checkout('c1', {
        tree_name: 'mainline',
        git_repository_branch: 'master',
        git_commit_hash: '8ee5c1f2a90b',
        git_commit_name: 'v6.16-rc2',
      }),
      checkout('c2', { git_commit_hash: 'abc' }),
    ],
    builds: [
      build('b1', 'c1'),
      build('b2', 'c2', { compiler: null }),
      build('maestro:dummy_b', 'c2'),
    ],
    tests: [
      test('open-2', 2),
      test('open-5', 5, {
        build_id: 'maestro:dummy_b',
        environment_misc: { platform: 'acme-board-7' },
      }),
      test('open-3', 3, { environment_compatible: ['acme,board-7'] }),
      test('Access', 3, { path: 'ltp.syscalls.Access01', misc: { runtime: 'lab-beta' } }),
      test('boot', 1, {
        path: 'boot',
        build_id: 'b2',
        environment_misc: { platform: 'acme-board-7', job_id: 'a/1' },
      }),
      test('pathless', 4, { path: null }),
      test('passed', 1, { status: 'PASS' }),
      test('early', 7.1),
      test('late', -0.1),
      test('elsewhere', 1, { misc: { runtime: 'lab-gamma' } }),
      test('other', 1, { environment_misc: { platform: 'acme-board-8' } }),
      test('of-other', 1, { origin: 'microsoft' }),
    ],
  })
})
afterAll(() => database.drop())

const find = (boards: Partial<HardwareSubscription>[], change: Partial<Finding> = {}) => {
  const hardware = boards.map((one) => ({ ...board, ...one }))
  const subscriptions = { trees: [], hardware, faults: [] }
  return findHardwareReports(findingIn(database.db, { now, subscriptions, ...change }))
}
const letter = { messageId: '<a@kernelci.org>', toLists: true }
const textOf = async (...given: Parameters<typeof find>) => {
  const { reports } = await find(...given)
  return reports[0]!.render(letter).text
}

it('tells what failed in the week, by suite, branch, commit and test', async () => {
  const { reports, problems } = await find([{}])
  expect(problems).toEqual([])
  expect(reports).toHaveLength(1)
  expect(reports[0]).toMatchObject({
    kind: 'hardware',
    items: ['["acme-board-7","maestro","2026-W26"]'],
    subject: 'hardware acme-board-7 summary - 2026-06-22 03:33 UTC',
    subscribers: ['Board Team <boards@example.org>'],
    isRegression: false,
  })
  const { text, html } = reports[0]!.render(letter)
  await expect(text).toMatchFileSnapshot('golden/hardware.txt')
  await expect(withoutStyle(html)).toMatchFileSnapshot('golden/hardware.html')
})

it('knows a hardware by a compatible, and adds up its platforms', async () => {
  const text = await textOf([{ id: 'acme,soc' }])
  expect(text).toContain('Failed tests (6 runs)')
  expect(text).toContain('https://d.example.org/hardware/acme%2Csoc?o=maestro')
})

it('keeps to paths, origins and days', async () => {
  const text = await textOf([{ paths: ['boot%'] }])
  expect(text).toContain('Failed tests (1 run)')
  expect(text).not.toContain('ltp')
  const origins = { options: { all: false, hardwareOrigins: ['microsoft'] } }
  expect((await find([{}, { origin: 'microsoft' }], origins)).reports).toHaveLength(1)
  expect((await find([{ days: new Set([2]) }])).reports).toEqual([])
})

it('also tells that nothing failed, and notes on which hardware nothing ran', async () => {
  const text = await textOf([{ paths: ['nothing%'] }])
  expect(text).toContain('No test failed.\n')
  expect(await find([{ id: 'nowhere' }, { labs: new Map([['lab-x', null]]) }])).toEqual({
    reports: [],
    problems: [],
    notes: [
      'nowhere of maestro: nothing ran in seven days in lab-alpha, lab-beta',
      'acme-board-7 of maestro: nothing ran in seven days in lab-x',
    ],
  })
})

it('tells each week once', async () => {
  const told: Finding['told'] = (_, items) => Promise.resolve(new Set(items))
  expect((await find([{}], { told })).reports).toEqual([])
})
