import { expect, it } from 'vitest'
import type { ShownRun } from '../../../domain/test-history/history-tree.ts'
import type { ReportedIssue } from '../../../read/trees/report/list-reported-issues.ts'
import type { LoadedTreeReport } from '../../../read/trees/report/load-tree-report.ts'
import { letterOf } from '../../wording/letter.ts'
import { plainText } from '../../wording/plain-text.ts'
import { statusBody } from './status-body.ts'
import { statusLinks } from './status-links.ts'
import { tellStatus } from './told-status-report.ts'
import type { WantedStatusReport } from './wanted-status-reports.ts'
import { withoutStyle } from '../../testing/without-style.ts'

const wanted: WantedStatusReport = {
  url: 'https://git.example.org/acme/net.git',
  branch: 'for/next',
  origin: 'maestro',
  paths: ['%'],
  trees: [],
  platforms: [],
  severity: 'test',
  readers: [],
}

/** Newest first: so many days ago each. */
const runs = (...statuses: ShownRun['status'][]): ShownRun[] =>
  statuses.map((status, days) => ({
    id: `maestro:${status}-${days}`,
    start_time: `2026-06-${17 - days}T03:04:05.006Z`,
    status,
  }))

const issue = (id: string, build: string, change: Partial<ReportedIssue> = {}): ReportedIssue => ({
  issue_id: id,
  build_id: build,
  version: 1,
  comment: `${id} does not build`,
  report_url: null,
  culprit_code: false,
  culprit_tool: false,
  culprit_harness: false,
  first_seen: '2026-06-17T01:02:03Z',
  is_new_issue: true,
  ...change,
})

const loaded: LoadedTreeReport = {
  commit: {
    checkoutIds: ['c1'],
    hash: '8ee5c1f2a90b7d3e4c6f1a2b3c4d5e6f708192a3',
    name: 'v6.16-rc2-34-g8ee5c1f2a90b',
    treeName: 'acme-net',
    startTime: '2026-06-16T20:00:00.5Z',
  },
  counts: {
    builds: [1, 20, 3, 0, 0, 0, 0],
    boots: [0, 412, 2, 0, 4, 5, 0],
    tests: [9, 12_345, 67, 800, 1, 0, 2],
  },
  changed: {
    regression: {
      juno: {
        defconfig: {
          'arm64/gcc-12': {
            'kselftest.net.tls': runs('FAIL', 'FAIL', 'PASS'),
            'ltp.syscalls.open01': runs('FAIL', 'PASS'),
          },
          'arm64/clang-17': { 'kselftest.net.tls': runs('FAIL', 'PASS') },
        },
      },
      'mt8195-cherry-tomato-r2': {
        'defconfig+kselftest': { 'arm64/gcc-12': { boot: runs('FAIL', 'PASS', 'PASS') } },
      },
    },
    fixed: { juno: { Unknown: { 'None/None': { '#regzbot introduced': runs('PASS', 'FAIL') } } } },
    unstable: {},
  },
  issues: [
    issue('maestro:a', 'maestro:b1', { culprit_code: true, culprit_tool: true }),
    ...['b2', 'b3', 'b4', 'b5'].map((build) => issue('maestro:a', `maestro:${build}`)),
    issue('maestro:lost', 'maestro:b6', {
      comment: null,
      report_url: 'https://bugs.example.org/1',
    }),
    issue('maestro:old', 'maestro:b7', { is_new_issue: false }),
    issue('maestro:old', 'maestro:b8', { is_new_issue: false }),
    issue('maestro:older', 'maestro:b8', { is_new_issue: false }),
  ],
}

const body = (wants: Partial<WantedStatusReport> = {}, found: LoadedTreeReport = loaded) => {
  const told = tellStatus({ ...wanted, ...wants }, found)
  return statusBody(told, statusLinks('https://d.example.org', told.wanted, found.commit))
}
const textOf = (...given: Parameters<typeof body>) => plainText(body(...given))

it('tells what changed, and what broke, as text and as a page', async () => {
  const { text, html } = letterOf('[STATUS] acme-net/for/next', body())
  await expect(text).toMatchFileSnapshot('golden/status.txt')
  await expect(withoutStyle(html)).toMatchFileSnapshot('golden/status.html')
})

it('says that nothing changed, of a commit that nobody named', async () => {
  const nothing: LoadedTreeReport = {
    commit: { ...loaded.commit, treeName: null, name: null },
    counts: loaded.counts,
    changed: { regression: {}, fixed: {}, unstable: {} },
    issues: [],
  }
  await expect(textOf({ origin: 'microsoft' }, nothing)).toMatchFileSnapshot('golden/no-change.txt')
})

it('keeps to the platforms and to what is bad enough', () => {
  const onPlatform = textOf({ platforms: ['mt8195%'] })
  expect(onPlatform).toContain('Possible regressions (1)')
  expect(onPlatform).toContain('No fixed regression was observed.')
  expect(onPlatform).not.toContain('juno')
  const boots = textOf({ severity: 'boot' })
  expect(boots).toContain('Possible regressions (1)')
  expect(boots).not.toContain('kselftest.net.tls')
  expect(textOf({ severity: 'build' })).toContain('No possible regression was observed.')
})

it('is worth a mail when a test changed, and to those who want builds alone when an issue is new', () => {
  const changed = (wants: Partial<WantedStatusReport>, found = loaded) =>
    tellStatus({ ...wanted, ...wants }, found).hasChanged
  const noIssue = { ...loaded, issues: [] }
  expect(changed({})).toBe(true)
  expect(changed({}, noIssue)).toBe(true)
  expect(changed({ platforms: ['nowhere'] })).toBe(false)
  expect(changed({ severity: 'build' })).toBe(true)
  expect(changed({ severity: 'build' }, noIssue)).toBe(false)
})

it('stays short, however much there is', () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `suite.a-test-with-a-name.case-${at}`)
  const many = {
    juno: {
      defconfig: {
        'arm64/gcc-12': Object.fromEntries(
          names.map((name) => [name, runs('FAIL', 'PASS', 'PASS', 'PASS', 'PASS')]),
        ),
      },
    },
  }
  const text = textOf(
    {},
    {
      ...loaded,
      changed: { regression: many, fixed: many, unstable: many },
      issues: names.flatMap((name) => ['x', 'y', 'z', 'w'].map((build) => issue(name, build))),
    },
  )
  expect(text).toContain('Possible regressions (3,000)')
  expect(text).toContain('… and 2,940 more:\nhttps://d.example.org/c/acme-net/for%2Fnext/')
  expect(text).toContain('New build issues (3,000)')
  expect(Buffer.byteLength(text)).toBeLessThan(90_000)
})
