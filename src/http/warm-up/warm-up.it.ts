import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import { appWithoutDatabase, type TestApp } from '../../testing/http/app-without-database.ts'
import { readyAnswersOf } from '../../testing/http/ready-answers.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import type { AnswerShelf } from '../ready/answer-shelf.ts'
import type { ReadyAnswer } from '../ready/ready-answer.ts'
import { unreadArrival } from '../server/arrival.ts'
import type { WarmedOutcome } from './warm-up-metrics.ts'
import { WarmUp } from './warm-up.ts'

const listing = '/api/tree/?origin=maestro&interval_in_days=7'
const pageOf = (hash: string) => `/api/tree/mainline/master/${hash}/summary?origin=maestro`

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  // listings show what is new
  const checkouts = workedExample.checkouts?.map((checkout, number) => ({
    ...checkout,
    start_time: new Date(Date.now() - 60_000 * (10 - number)).toISOString(),
  }))
  await writeRows(database.pool, { ...workedExample, ...(checkouts && { checkouts }) })
})
afterAll(() => database.drop())

/** A process with a cache of its own; `shelf` is the file that it shares with others. */
type Process = TestApp & { version: DataVersion; warmUp: WarmUp; outcomes: WarmedOutcome[] }

const { signal } = new AbortController()
let shelf: AnswerShelf
let one: Process
beforeEach(() => {
  shelf = shelfInMemory()
  one = startProcess()
})

function startProcess(): Process {
  const version = new DataVersion()
  version.see({ number: 1, dataset: 'd' }, new Date())
  const ready = readyAnswersOf(version, createMetricsRegistry(), 1e8, shelf)
  const tested = appWithoutDatabase({ db: database.db, ready })
  const outcomes: WarmedOutcome[] = []
  const { app, door } = tested
  const warmUp = new WarmUp({
    app,
    asked: door,
    version,
    requests: { inFlight: 0 },
    metrics: { warmed: (outcome) => void outcomes.push(outcome) },
  })
  return { ...tested, version, warmUp, outcomes }
}

function shelfInMemory(): AnswerShelf {
  const kept = new Map<string, ReadyAnswer>()
  const inMap = {
    find: (key: string) => Promise.resolve(kept.get(key)),
    keep: (key: string, answer: ReadyAnswer) => Promise.resolve(void kept.set(key, answer)),
    forgetLater: () => Promise.resolve(true),
  }
  return inMap
}

/** Where an answer came from, as its client is told. */
async function sourceOf({ app }: Process, target: string): Promise<string | undefined> {
  const arrival = { ...unreadArrival(null), method: 'GET', target }
  const answer = await app.fetch(new Request(`http://localhost${target}`), { arrival })
  expect(answer.status).toBe(200)
  return answer.headers.get('server-timing')?.split(';')[0]
}

it('makes the listings, and what was asked for, again after a commit', async () => {
  expect(await sourceOf(one, pageOf('H1'))).toBe('made')
  one.version.hear(2)
  await one.warmUp.pass(signal)
  expect(await sourceOf(one, listing)).toBe('memory')
  expect(await sourceOf(one, pageOf('H1'))).toBe('memory')
  expect(await sourceOf(one, pageOf('H0'))).toBe('made')
})

it('makes the page of the newest commit for those who looked at an older one', async () => {
  await sourceOf(one, pageOf('H0'))
  await one.warmUp.pass(signal)
  expect(await sourceOf(one, pageOf('H1'))).toBe('memory')
})

it('does not make what another process has made', async () => {
  const other = startProcess()
  await one.warmUp.pass(signal)
  await other.warmUp.pass(signal)
  expect(one.outcomes).toEqual(['made', 'made'])
  expect(other.outcomes).toEqual(['there', 'there'])
})

it('is no request of anybody', async () => {
  await one.warmUp.pass(signal)
  const metrics = await one.registry.metrics()
  expect(one.outcomes).toContain('made')
  expect(metrics).toContain(
    'treeline_http_requests_total{route="/api/tree/",method="GET",status="200"} 0',
  )
  expect(metrics).not.toMatch(/^treeline_http_requests_total\{.*\} [1-9]/m)
})
