import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFreshness } from '../read/service/read-freshness.ts'
import { rebuildRollUp } from '../rollup/rebuild.ts'
import { verifyRollUp } from '../rollup/verify.ts'
import { appWithoutDatabase } from '../testing/app-without-database.ts'
import { expectDocumented } from '../testing/documented-answer.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { workedExample } from '../testing/worked-example.ts'
import { writeRows } from '../testing/write-rows.ts'
import type { HttpApp } from './http-app.ts'

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

/** Whatever a route asks for, of the worked example; names that no route has mean nothing. */
const given: Readonly<Record<string, string>> = {
  build_id: 'b_pass',
  test_id: 'boot2',
  issue_id: 'i2',
  hardware_id: 'juno',
  tree_name: 'mainline',
  git_branch: 'master',
  git_url: 'https://git/linux.git',
  git_repository_branch: 'master',
  git_repository_url: 'https://git/linux.git',
  commit_hash: 'H1',
  git_commit_hash: 'H1',
  commit_hashes: 'H0,H1',
  hash_a: 'H0',
  hash_b: 'H1',
  origin: 'maestro',
  interval_in_days: '700000',
  path: 'boot.nfs',
  platform: 'juno',
  config_name: 'defconfig',
  current_test_start_time: '9999-12-31T23:59:59Z',
  startTimestampInSeconds: '1700000000',
  endTimestampInSeconds: '1900000000',
}
const body = JSON.stringify({
  origin: 'maestro',
  startTimestampInSeconds: '1700000000',
  endTimestampInSeconds: '1900000000',
  selectedCommits: {},
  filter: {},
  issues: [['i2', 1]],
  commitHeads: [
    {
      treeName: 'mainline',
      repositoryUrl: 'https://git/linux.git',
      branch: 'master',
      commitHash: 'H1',
    },
  ],
})

it('keeps the roll-up exact', async () => {
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
})

it('answers null on every route', async () => {
  const routes = app.openAPIRegistry.definitions.flatMap((one) =>
    one.type === 'route' && /^\/api\/(?!schema\/)/.test(one.route.path) ? [one.route] : [],
  )
  const answered: string[] = []
  for (const { path: template, method } of routes) {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name) => given[String(name)] ?? 'none')
    const query = method === 'get' ? `?${new URLSearchParams(given)}` : ''
    const init = { method, headers: { 'Content-Type': 'application/json' } }
    const answer = await app.request(path + query, method === 'get' ? init : { ...init, body })
    const text = await answer.text()
    expect(answer.status, `${path}: ${text}`).toBeLessThan(500)
    expect(text, path).not.toMatch(/infinity|\bBC|\d{5}-01-01|0044-03/)
    const shown = JSON.parse(text) as object
    if (answer.status !== 200 || 'error' in shown) continue
    expectDocumented(app, template, shown)
    answered.push(template)
  }
  // else the parameters would lead nowhere
  expect(answered.length / routes.length).toBeGreaterThan(0.8)
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
