import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import { readLastChanges } from '../../read/versions/read-last-changes.ts'
import { anything } from '../../read/versions/scope.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import type { SubmittedRows } from '../../testing/rows/staged-rows.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { requestsToWorkedExample } from '../../testing/http/worked-example-requests.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import type { HttpApp } from '../http-app.ts'
import { ReadyAnswers } from './ready-answers.ts'
import { createReadyMetrics } from './ready-metrics.ts'

let database: TestDatabase
let keeping: HttpApp
let making: HttpApp
const version = new DataVersion()
const newest = async () => (await readLastChanges(database.db, [anything]))(anything)

beforeAll(async () => {
  // the clock stands, lest a window lets something in or out between two answers
  vi.useFakeTimers({ toFake: ['Date'] })
  database = await createTestDatabase({ poolSize: 3 })
  await writeRows(database.pool, workedExample)
  version.see({ number: await newest(), dataset: 'd' }, new Date())
  const registry = createMetricsRegistry()
  const ready = new ReadyAnswers({
    version,
    shelf: null,
    lastChanges: (scopes) => readLastChanges(database.db, scopes),
    maxMemoryBytes: 1e8,
    log: createLog('silent'),
    metrics: createReadyMetrics(registry),
  })
  keeping = appWithoutDatabase({ db: database.db, ready }).app
  making = appWithoutDatabase({ db: database.db }).app
})
afterAll(async () => {
  await database.drop()
  vi.useRealTimers()
})

const at = '2026-02-01T00:05:00Z'
const origin = 'maestro'

/** One change each: of every table, of what pages show and of what they do not. */
const commits: readonly [string, SubmittedRows][] = [
  ['a test', { tests: [{ id: 'n1', build_id: 'b_pass', origin, path: 'boot', status: 'FAIL' }] }],
  [
    'a build',
    { builds: [{ id: 'n2', checkout_id: 'c1', origin, status: 'FAIL', start_time: at }] },
  ],
  [
    'an incident of a test',
    {
      incidents: [
        { id: 'n3', origin, issue_id: 'i2', issue_version: 1, test_id: 'n1', present: true },
      ],
    },
  ],
  [
    'an incident of an issue that is not there',
    {
      incidents: [
        { id: 'n4', origin, issue_id: 'n5', issue_version: 1, build_id: 'n2', present: true },
      ],
    },
  ],
  ['that issue', { issues: [{ id: 'n5', origin, version: 1, comment: 'broken', _timestamp: at }] }],
  ['a checkout of another origin', { checkouts: [{ id: 'n6', origin: 'other', start_time: at }] }],
  [
    'a newer checkout of the tree',
    {
      checkouts: [
        {
          id: 'n7',
          origin,
          tree_name: 'mainline',
          git_repository_branch: 'master',
          git_repository_url: 'https://git/linux.git',
          git_commit_hash: 'H2',
          start_time: at,
          _timestamp: at,
        },
      ],
    },
  ],
  ['a text that nobody counts', { checkouts: [{ id: 'n7', origin, git_commit_name: 'v6.2' }] }],
]

it.each(commits)('is in the next answer of every route: %s', async (_, rows) => {
  const kept = requestsToWorkedExample(keeping)
  const made = requestsToWorkedExample(making)
  for (const { ask } of kept) await ask()
  await writeRows(database.pool, rows)
  version.hear(await newest())
  for (const [index, { ask, url }] of kept.entries()) {
    const expected = await (await made[index]?.ask())?.text()
    expect(await (await ask()).text(), url).toBe(expected)
    expect(await (await ask()).text(), url).toBe(expected)
  }
})
