import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { cancelOnAbort } from './cancel-on-abort.ts'
import { sessionOf } from './pool-client.ts'
import { openDatabase } from '../database.ts'
import { withLongSession } from './long-session.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterAll(() => database.drop())

test('no timeout ends its statements', async () => {
  const shown = await withLongSession(database.pool, undefined, (client) =>
    client.query(`select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle`),
  )
  expect(shown.rows).toEqual([{ statement: '0', idle: '0' }])
})

test('its temporary tables go with it', async () => {
  const make = () =>
    withLongSession(database.pool, undefined, (client) =>
      client.query('create temporary table mine as select 1'),
    )
  await make()
  expect(await make()).toMatchObject({ rowCount: 1 })
})

test('a signal cancels the statement that runs', async () => {
  const stop = new AbortController()
  const work = withLongSession(database.pool, stop.signal, (client) =>
    client.query('select pg_sleep(60)'),
  )
  await Promise.all([
    expect(work).rejects.toThrow('enough'),
    vi
      .waitUntil(isAnybodySleeping, { timeout: 20_000 })
      .then(() => stop.abort(new Error('enough'))),
  ])
})

test('the server ends the statement of a process that was killed', async () => {
  const work = withLongSession(database.pool, undefined, async (client) => {
    const sleep = client.query('select pg_sleep(60)')
    sleep.catch(() => {})
    await vi.waitUntil(isAnybodySleeping, { timeout: 20_000 })
    sessionOf(client).cut()
    await sleep
  })
  await expect(work).rejects.toThrow()
  await vi.waitUntil(async () => !(await isAnybodySleeping()), { timeout: 20_000 })
})

test('a signal that comes after the work cancels nothing', async () => {
  const stop = new AbortController()
  const client = sessionOf(await database.pool.connect())
  await cancelOnAbort(client, stop.signal, async () => {})
  const cancelled = vi.spyOn(client, 'cancelStatement')
  stop.abort()
  expect(cancelled).not.toHaveBeenCalled()
  cancelled.mockRestore()
  client.release()
})

test('is over for the server as well when the database is closed', async () => {
  const own = openDatabase({
    url: database.url,
    applicationName: 'treeline long session',
    poolSize: 1,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  let ended = 0
  own.pool.on('remove', () => (ended += 1))
  await withLongSession(own.pool, undefined, (client) => client.query('select'))
  await own[Symbol.asyncDispose]()
  expect(ended).toBe(1)
})

async function isAnybodySleeping(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event = 'PgSleep'`,
  )
  return rowCount === 1
}
