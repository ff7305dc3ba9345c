import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { connectionsInUse } from '../../testing/database/connections-in-use.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { type RunningServer, startHttpServer } from '../server/http-server.ts'

const commit = {
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_branch: 'master',
  git_commit_hash: 'H',
}
const summary = '/api/tree/mainline/master/H/summary'

let database: TestDatabase
let server: RunningServer
let app: ReturnType<typeof appWithoutDatabase>
beforeAll(async () => {
  database = await createTestDatabase()
  await writeRows(database.pool, {
    checkouts: [{ id: 'c', ...commit }],
    builds: [{ id: 'b', origin: 'maestro', checkout_id: 'c', status: 'PASS' }],
  })
  app = appWithoutDatabase({ db: database.db })
  server = await startHttpServer(app.app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close(1000)
  await database.drop()
})

/** Lets every query for a summary hang at a lock meanwhile, so that it does not end by itself. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  const blocker = await database.pool.connect()
  await blocker.query('begin; lock table build_fact in access exclusive mode')
  try {
    await work()
  } finally {
    await blocker.query('rollback')
    blocker.release()
  }
}

async function hangingStatements(): Promise<number> {
  const { rows } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length
}

it('cancels the query of a client that left, and gives its connection back', async () => {
  await whileLocked(async () => {
    const request = get(server.url + summary)
    request.on('error', () => {})
    await expect.poll(hangingStatements).toBe(1)
    request.destroy()
    await expect.poll(hangingStatements).toBe(0)
  })
  await expect.poll(() => connectionsInUse(database.pool)).toBe(0)
  expect(await app.registry.metrics()).toContain(
    'django_http_responses_total_by_status_total{status="499"} 1',
  )
  expect((await fetch(server.url + summary)).status).toBe(200)
})

it('lets the query of a client that stays run', async () => {
  let answer: Promise<Response> | undefined
  await whileLocked(async () => {
    answer = fetch(server.url + summary)
    await expect.poll(hangingStatements).toBe(1)
    await sleep(100)
    expect(await hangingStatements()).toBe(1)
  })
  expect((await answer)?.status).toBe(200)
})
