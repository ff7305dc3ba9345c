import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rebuildRollUp } from '../../rollup/rebuild/rebuild.ts'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'
import { connectionsInUse } from '../../testing/database/connections-in-use.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { type RunningServer, startHttpServer } from '../server/http-server.ts'

/** Long enough that no buffer on the way holds all of them. */
const tests = 20_000

let database: TestDatabase
let server: RunningServer
const lines: string[] = []
const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) })
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
  await database.pool.query(`
    insert into checkouts (id, origin) values ('c', 'maestro');
    insert into builds (id, checkout_id, origin) values ('b', 'c', 'maestro');
    insert into tests (id, build_id, origin, path, start_time)
    select 't' || n, 'b', 'maestro', 'suite.' || n || repeat('x', 1000),
      '2026-02-01T00:00:00Z'::timestamptz + n % 100 * interval '1 second'
    from generate_series(1, ${tests}) n`)
  await rebuildRollUp(database.pool)
  const { app } = appWithoutDatabase({ db: database.db, log })
  server = await startHttpServer(app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.close(1000)
  await database.drop()
})

const list = () => `${server.url}/api/build/b/tests`

/** An export of which nothing has been read yet. */
function begun(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(list(), { headers: { Accept: 'text/csv' } }, resolve).on('error', reject)
  })
}

it.each(['gzip', 'identity'])('sends all of a long list, with coding %s', async (coding) => {
  const headers = { Accept: 'text/csv', 'Accept-Encoding': coding }
  const answer = await fetch(list(), { headers })
  expect(answer.headers.get('content-length')).toBeNull()
  expect(answer.headers.get('content-encoding')).toBe(coding === 'gzip' ? 'gzip' : null)
  const rows = (await answer.text()).split('\r\n')
  expect(rows.pop()).toBe('')
  expect(new Set(rows.slice(1).map((line) => line.split(',', 1)[0])).size).toBe(tests)
})

it('holds no connection to the database for a reader who takes a while', async () => {
  const answer = await begun()
  const inUse = () => connectionsInUse(database.pool)
  await expect.poll(inUse, { timeout: 10_000 }).toBe(0)
  await sleep(50)
  expect(inUse()).toBe(0)
  answer.destroy()
})

it('breaks off when the rest cannot be read, so that nobody takes the beginning for all', async () => {
  const answer = await begun()
  await database.pool.query('alter table tests rename to lost')
  await expect(Array.fromAsync(answer)).rejects.toThrow()
  await database.pool.query('alter table lost rename to tests')
  expect(lines).toEqual([expect.stringContaining('relation \\"tests\\" does not exist')])
  expect((await fetch(list())).status).toBe(200)
})

it('stops to read when the reader leaves', async () => {
  const answer = await begun()
  const blocker = await database.pool.connect()
  await blocker.query('begin; lock table tests in access exclusive mode')
  answer.resume()
  const waiting = async () => {
    const { rows } = await blocker.query(
      `select from pg_locks where relation = 'tests'::regclass and not granted`,
    )
    return rows.length
  }
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1)
  answer.destroy()
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0)
  await sleep(50)
  expect(await waiting()).toBe(0)
  await blocker.query('rollback')
  blocker.release()
})
