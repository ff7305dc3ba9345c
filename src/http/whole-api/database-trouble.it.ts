import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../store/app/database.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())

/** The HTTP side over one connection. */
function openSmall(short: { acquireTimeoutMs?: number; statementTimeoutMs?: number }) {
  const small = openDatabase({
    url: database.url,
    applicationName: 'treeline test',
    poolSize: 1,
    acquireTimeoutMs: 20_000,
    statementTimeoutMs: 20_000,
    onIdleError: () => {},
    ...short,
  })
  return { ...small, app: appWithoutDatabase({ db: small.db }).app }
}

/** On a machine with other work the moment may be over before anything was done in it. */
const byAndBy = { timeout: 20_000 }

it('asks to come back when no connection is free in time', async () => {
  await using small = openSmall({ acquireTimeoutMs: 200 })
  const status = async () => (await small.app.request('/api/build/x')).status
  await expect.poll(status, byAndBy).toBe(200)
  // there already, so that it takes no time to have it
  const busy = await small.pool.connect()
  const answer = await small.app.request('/api/build/x')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  busy.release()
  expect(await status()).toBe(200)
})

it('asks to come back when a statement takes too long', async () => {
  await using small = openSmall({ statementTimeoutMs: 200 })
  const status = async () => (await small.app.request('/api/build/x')).status
  const blocker = await database.pool.connect()
  await blocker.query('begin; lock table builds in access exclusive mode')
  expect(await status()).toBe(503)
  await blocker.query('rollback')
  blocker.release()
  await expect.poll(status, byAndBy).toBe(200)
})
