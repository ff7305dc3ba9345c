import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../../testing/http/documented-answer.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { writeRows } from '../../../testing/rows/write-rows.ts'
import type { HttpApp } from '../../http-app.ts'

const now = new Date('2026-11-28T12:00:00Z')
const daysAgo = (days: number) => new Date(Date.UTC(2026, 10, 28 - days)).toISOString()

let database: TestDatabase
let app: HttpApp
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  database = await createTestDatabase()
  app = appWithoutDatabase({ db: database.db }).app
  const row = (id: string, days: number, columns: object) => ({
    id,
    origin: 'maestro',
    _timestamp: daysAgo(days),
    ...columns,
  })
  const inLab = { path: 'boot', misc: { runtime: 'lava' } }
  const named = { issue_id: 'i', issue_version: 1, build_id: 'b' }
  await writeRows(database.pool, {
    issues: [row('i', 3, { version: 1, comment: 'broken' })],
    checkouts: [row('c', 7, { tree_name: 'mainline' })],
    builds: [row('b', 7, { checkout_id: 'c' }), row('maestro:dummy_b', 3, { checkout_id: 'c' })],
    tests: [
      row('t1', 8, { build_id: 'b', ...inLab }),
      row('t2', 7, { build_id: 'b', ...inLab }),
      row('t3', 2, { build_id: 'b', ...inLab }),
      row('t4', 1, { build_id: 'b', path: 'ltp', misc: { runtime: 'lava' } }),
      row('t5', 1, { build_id: 'b' }),
      row('t6', 0, { build_id: 'b', ...inLab }),
    ],
    incidents: [
      row('n1', 2, named),
      row('n2', 1, named),
      row('n3', 1, { ...named, present: false }),
    ],
  })
})
afterAll(async () => {
  vi.useRealTimers()
  await database.drop()
})

const ask = async (query = '') => {
  const answer = await app.request(`/api/metrics/${query}`)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown }
}

const week = {
  n_trees: 1,
  n_checkouts: 1,
  n_builds: 2,
  n_tests: 4,
  n_issues: 1,
  n_incidents: 2,
  build_incidents_by_origin: {
    maestro: { total_incidents: 2, n_new_issues: 1, n_existing_issues: 0, n_total_issues: 1 },
  },
  top_issues_by_origin: {
    maestro: [{ id: 'i', version: 1, comment: 'broken', total_incidents: 2 }],
  },
  new_issues_by_origin: {
    maestro: [{ id: 'i', version: 1, comment: 'broken', total_incidents: 2 }],
  },
  lab_maps: { lava: { builds: 1, boots: 2, tests: 1 } },
  prev_n_trees: 0,
  prev_n_checkouts: 0,
  prev_n_builds: 0,
  prev_n_tests: 1,
  prev_lab_maps: { lava: { builds: 1, boots: 1, tests: 0 } },
}

it('counts the last seven days without today, and the seven before', async () => {
  const { body, headers } = await ask()
  expectDocumented(app, '/api/metrics/', body)
  expect(body).toEqual(week)
  expect(headers.get('cache-control')).toBe('no-cache')
})

it('knows an issue that was seen before', async () => {
  expect((await ask('?start_days_ago=1')).body).toMatchObject({
    build_incidents_by_origin: {
      maestro: { total_incidents: 1, n_new_issues: 0, n_existing_issues: 1 },
    },
    new_issues_by_origin: {},
    n_tests: 2,
    prev_n_tests: 1,
  })
})

it('is all zero and empty where nothing arrived', async () => {
  const { body } = await ask('?start_days_ago=9999&end_days_ago=9000')
  const none = Object.entries(week).map(([name, value]) => [
    name,
    typeof value === 'number' ? 0 : {},
  ])
  expect(body).toEqual(Object.fromEntries(none))
})

it.each(['0&end_days_ago=0', '1&end_days_ago=1', '3&end_days_ago=9'])(
  'refuses a window without days: %s',
  async (query) => {
    expect(await ask(`?start_days_ago=${query}`)).toMatchObject({
      status: 400,
      body: {
        error: 'start_days_ago must be greater than end_days_ago to define a valid interval',
      },
    })
  },
)

it.each([
  ['-1', 'greater_than_equal', 'Input should be greater than or equal to 0'],
  ['700001', 'less_than_equal', 'Input should be less than or equal to 700000'],
  ['1.5', 'int_parsing', /valid integer/],
  ['', 'int_parsing', /valid integer/],
])('refuses %j days', async (days, type, msg) => {
  const { status, body } = await ask(`?start_days_ago=${days}`)
  expect(status).toBe(400)
  expect(JSON.parse(String(body))).toMatchObject([
    { type, loc: ['start_days_ago'], msg: expect.stringMatching(msg) as unknown },
  ])
})
