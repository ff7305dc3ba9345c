import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { DataVersion } from './data-version.ts'
import { followVersions } from './follow-versions.ts'
import { readLastChanges } from './read-last-changes.ts'
import { anything, ofCheckout } from './scope.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})
afterAll(() => database.drop())

let version: DataVersion
let ending: AbortController
let following: Promise<void>
beforeEach(() => {
  version = new DataVersion()
  ending = new AbortController()
})
afterEach(async () => {
  ending.abort()
  await following
})

function follow(lookEveryMs: number, url = database.url): void {
  const log = createLog('silent')
  const { signal } = ending
  following = followVersions({ url, applicationName: 'test', version, log, signal, lookEveryMs })
}

const never = 600_000
let written = 0
const write = () => {
  written += 1
  return writeRows(database.pool, { checkouts: [{ id: `c${written}`, origin: 'maestro' }] })
}

async function newest(): Promise<number> {
  return (await readLastChanges(database.db, [anything]))(anything)
}

it('hears of each commit', async () => {
  follow(never)
  await expect.poll(() => version.current?.number).toBe(await newest())
  for (let commit = 0; commit < 3; commit += 1) {
    await write()
    await expect.poll(() => version.current?.number, { interval: 1 }).toBe(await newest())
  }
})

it('sees by itself what nobody tells', async () => {
  follow(20)
  await expect.poll(() => version.current?.number).toBe(await newest())
  await database.pool.query("update scope_version set changed = changed + 1 where kind = 'global'")
  await expect.poll(() => version.current?.number).toBe(await newest())
})

it('knows nothing once the connection is lost, and all again afterwards', async () => {
  follow(never)
  await expect.poll(() => version.current).not.toBeNull()
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test: commits'",
  )
  await expect.poll(() => version.current, { interval: 1 }).toBeNull()
  await write()
  await expect.poll(() => version.current?.number).toBe(await newest())
})

it('believes no number that was told before it looked, which may count other data', async () => {
  version.hear(1_000_000)
  follow(20)
  await expect.poll(() => version.current?.number).toBe(await newest())
})

it('tells data that was replaced from what was there, although the numbers are the same', async () => {
  follow(20)
  await expect.poll(() => version.current).not.toBeNull()
  const before = version.current
  await database.pool.query(`
    begin;
    create temporary table kept on commit drop as select * from scope_version;
    truncate scope_version;
    insert into scope_version select * from kept;
    commit`)
  await expect.poll(() => version.current?.dataset).not.toBe(before?.dataset)
  await expect.poll(() => version.current?.number).toBe(before?.number)
})

it('tells what is counted since a server was started from what was there, whose numbers may come again', async () => {
  const started = "counted_under = pg_postmaster_start_time() - interval '1 hour'"
  await database.pool.query(`update scope_version set ${started} where kind = 'global'`)
  follow(20)
  await expect.poll(() => version.current).not.toBeNull()
  const before = version.current
  await write()
  await expect.poll(() => version.current?.dataset).not.toBe(before?.dataset)
  const first = version.current
  await write()
  await expect.poll(() => version.current?.number).toBe(await newest())
  expect(version.current?.dataset).toBe(first?.dataset)
})

it('ends at once when it is told to', async () => {
  follow(never)
  await sleep(10)
  ending.abort()
  await following
  expect(version.current).toBeNull()
})

it('ends, and tries again, where somebody takes the connection and says nothing', async () => {
  const taken: Socket[] = []
  const silent = createServer((socket) => void taken.push(socket))
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  const { port } = silent.address() as AddressInfo
  follow(never, `postgresql://nobody@127.0.0.1:${port}/none?sslmode=disable`)
  await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(2)
  ending.abort()
  await following
  silent.close()
})

it('knows which commits changed some scopes last', async () => {
  following = Promise.resolve()
  await write()
  const [before, checkout, absent] = [
    ofCheckout(`c${written}`),
    ofCheckout(`c${written + 1}`),
    ofCheckout('none'),
  ]
  const first = await newest()
  await write()
  const changed = await readLastChanges(database.db, [before, checkout, absent, anything])
  expect([before, checkout, absent].map(changed)).toEqual([first, await newest(), 0])
  expect(changed(anything)).toBe(await newest())
})
