import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../store/app/database.ts'
import { appWithoutDatabase } from '../../testing/app-without-database.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())

/** The HTTP side over one connection that is given up after a moment. */
function openSmall() {
  const small = openDatabase({
    url: database.url,
    applicationName: 'treeline test',
    poolSize: 1,
    acquireTimeoutMs: 200,
    statementTimeoutMs: 200,
    onIdleError: () => {},
  })
  return { ...small, app: appWithoutDatabase({ db: small.db }).app }
}

it('asks to come back when no connection is free in time', async () => {
  await using small = openSmall()
  const busy = await small.pool.connect()
  const answer = await small.app.request('/api/build/x')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  busy.release()
  expect((await small.app.request('/api/build/x')).status).toBe(200)
})

it('asks to come back when a statement takes too long', async () => {
  await using small = openSmall()
  const blocker = await database.pool.connect()
  await blocker.query('begin; lock table builds in access exclusive mode')
  const answer = await small.app.request('/api/build/x')
  expect(answer.status).toBe(503)
  await blocker.query('rollback')
  blocker.release()
  expect((await small.app.request('/api/build/x')).status).toBe(200)
})
