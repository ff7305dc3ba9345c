import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFreshness } from '../../read/service/read-freshness.ts'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../testing/http/documented-answer.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { requestsToWorkedExample } from '../../testing/http/worked-example-requests.ts'
import { workedExample } from '../../testing/rows/worked-example.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import type { HttpApp } from '../http-app.ts'

// what a dump may bring and ingest refuses (decisions.md 2)
const instants = ['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '10000-01-01 00:00:00+00']
const columns = {
  checkouts: ['_timestamp', 'start_time', 'origin_builds_finish_time', 'origin_tests_finish_time'],
  builds: ['_timestamp', 'start_time'],
  tests: ['_timestamp', 'start_time'],
  issues: ['_timestamp'],
  incidents: ['_timestamp'],
}

/** What keeps its time, so that routes with a window of time find something. */
const withTime = ['c1', 'boot2', 'ltp.c']
const known = { origin: 'maestro', startTime: '2026-02-01T00:01:00Z' }

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
  app = appWithoutDatabase({ db: database.db }).app
  await writeRows(database.pool, workedExample)
  for (const [table, names] of Object.entries(columns)) {
    const changes = names.map((name) => `${name} = ($1::timestamptz[])[1 + length(id) % 4]`)
    await database.pool.query(`update ${table} set ${changes.join(', ')} where id <> all ($2)`, [
      instants,
      withTime,
    ])
  }
  await database.pool.query(`update tests set start_time = $1 where id = any ($2)`, [
    known.startTime,
    withTime,
  ])
  await rebuildRollUp(database.pool)
})
afterAll(() => database.drop())

it('keeps the roll-up exact', async () => {
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
})

it('answers null on every route', async () => {
  const requests = requestsToWorkedExample(app)
  const answered: string[] = []
  for (const { template, url, ask } of requests) {
    const answer = await ask()
    const text = await answer.text()
    expect(answer.status, `${url}: ${text}`).toBeLessThan(500)
    expect(text, url).not.toMatch(/infinity|\bBC|\d{5}-01-01|0044-03/)
    const shown = JSON.parse(text) as object
    if (answer.status !== 200 || 'error' in shown) continue
    expectDocumented(app, template, shown)
    answered.push(template)
  }
  // else the parameters would lead nowhere
  expect(answered.length / requests.length).toBeGreaterThan(0.8)
})

it('shows what has such an instant, without it', async () => {
  const build = await app.request('/api/build/b_pass')
  expect(await build.json()).toMatchObject({ id: 'b_pass', start_time: null })
  const tests = await app.request('/api/build/b_pass/tests')
  const listed = (await tests.json()) as { start_time: string | null }[]
  expect(new Set(listed.map(({ start_time }) => start_time))).toEqual(
    new Set([known.startTime, null]),
  )
  const full = await app.request('/api/tree/mainline/master/H1/full')
  expect(await full.json()).toMatchObject({ builds: expect.arrayContaining([expect.anything()]) })
})

it('puts it into no window of time, where it would stay for ever', async () => {
  const trees = await app.request('/api/tree/?interval_in_days=700000')
  expect(await trees.json()).toMatchObject([{ id: 'c1' }])
  expect((await readFreshness(database.db)).newestCheckouts).toEqual([known])
  await database.pool.query(`update checkouts set start_time = 'infinity'`)
  expect((await app.request('/api/origins/?interval_in_days=700000')).status).toBe(400)
  const everything = 'startTimestampInSeconds=0001-01-01&endTimestampInSeconds=9999-12-31'
  const hardware = await app.request(`/api/hardware/?${everything}&commitsList=H0,H1`)
  expect(await hardware.json()).toEqual({ error: 'No hardware found' })
  const selectors = await app.request('/api/hardware/selectors/')
  expect(await selectors.json()).toEqual({ trees: [] })
  expect((await readFreshness(database.db)).newestCheckouts).toEqual([])
})
