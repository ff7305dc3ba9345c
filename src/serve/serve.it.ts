import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from 'vitest'
import { demoData } from '../example-data/demo-data.ts'
import { verifyRollUp } from '../rollup/verify/verify.ts'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { tokenFor } from '../receiver/testing/running-receiver.ts'
import { migrateAppDown } from '../store/app/schema/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { announced, running, type ServiceProcess, startService } from './testing/service-process.ts'

let database: TestDatabase
let dataDir: string
const started: ChildProcess[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'treeline-serve-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

type Given = { url?: string; role?: string; more?: string[] }

function serve(
  env: Record<string, string>,
  { url = database.url, role = 'all', more = [] }: Given = {},
): ServiceProcess {
  const service = startService(['--role', role, ...more], {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    ...env,
  })
  started.push(service.child)
  return service
}

async function countTests({ pool } = database): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*) from tests')
  return rows[0]?.count ?? 0
}

/** Example data that is still to be stored, as a service leaves it that was asked to end. */
const leftOver = () => join(dataDir, 'left over')

it('completes example data after an end in order and after a kill, once, with exact sums', async () => {
  const wanted = demoData(new Date()).tests
  const asked = serve({ LOG_LEVEL: 'info' })
  while (!asked.output().includes('loading example data')) await sleep(5)
  asked.child.kill('SIGINT')
  expect(await asked.ended).toEqual([0, null])
  const stored = await countTests()
  expect(stored).toBeLessThan(wanted)
  cpSync(join(dataDir, 'demo-spool'), leftOver(), { recursive: true })

  const killed = serve({})
  while ((await countTests()) === stored) await sleep(20)
  killed.child.kill('SIGKILL')
  await killed.ended
  expect(await countTests()).toBeLessThan(wanted)

  const completing = serve({})
  const base = await running(completing)
  expect(await countTests()).toBe(wanted)
  const readiness = await fetch(`${base}/readyz`)
  expect(readiness.status).toBe(200)
  const { drift } = await verifyRollUp(database.pool, { sample: 'all', repair: false })
  expect(drift).toEqual([])
  completing.child.kill('SIGTERM')
  expect(await completing.ended).toEqual([0, null])
}, 180_000) // three starts, each of which loads a part of the data: only a hang is to fail

it('adds nothing of example data that was begun for another database to one with rows', async () => {
  await using real = await createTestDatabase()
  await real.pool.query(`insert into tests (id, build_id, origin) values ('o:t', 'o:b', 'o')`)
  const own = join(dataDir, 'begun elsewhere')
  cpSync(leftOver(), join(own, 'demo-spool'), { recursive: true })
  const service = serve({ DATA_DIR: own }, { url: real.url })
  await running(service)
  expect(await countTests(real)).toBe(1)
  service.child.kill('SIGTERM')
  expect(await service.ended).toEqual([0, null])
})

it('leaves data that is there alone, answers, and ends in order on Ctrl-C', async () => {
  const before = await countTests()
  const service = serve({})
  const base = await running(service)
  const [, listing = ''] = /API +(http:\S+)/.exec(service.output()) ?? []
  expect(listing).toContain(`${base}/api/tree/?origin=`)
  const trees = (await (await fetch(listing)).json()) as unknown[]
  expect(trees.length).toBeGreaterThan(0)
  expect(await countTests()).toBe(before)
  service.child.kill('SIGINT')
  expect(await service.ended).toEqual([0, null])
})

/** Whether a service that cannot tell is on its way at least. */
async function isConnected(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and application_name = 'treeline serve all'`,
  )
  return rowCount !== 0
}

it('goes on when nobody reads its output any more', async () => {
  const service = serve({ DEMO_DATA: 'false', LOG_LEVEL: 'info' })
  service.child.stdout?.destroy()
  service.child.stderr?.destroy()
  await vi.waitUntil(isConnected, { timeout: 30_000, interval: 50 })
  await sleep(1_000)
  expect(service.child.exitCode).toBeNull()
  service.child.kill('SIGTERM')
  expect(await service.ended).toEqual([0, null])
})

it('takes in a submission over HTTP, names its tree, stores it, and says so', async () => {
  await using empty = await createTestDatabase()
  const treesFile = join(dataDir, 'trees.yaml')
  writeFileSync(treesFile, 'trees: { renamed: { url: "https://example.org/linux.git" } }')
  const receiving = serve(
    { DATA_DIR: join(dataDir, 'received'), JWT_SECRET: 'of this test' },
    { url: empty.url, role: 'ingest', more: ['--trees-file', treesFile] },
  )
  const announcement = await announced(receiving)
  expect(announcement).not.toContain('start page')
  const [, base = ''] = /POST (\S+)\/submit/.exec(announcement) ?? []
  const headers = { Authorization: `Bearer ${await tokenFor({ origin: 'o' }, 'of this test')}` }
  const body = JSON.stringify(smallDocument('a'))
  const answer = await fetch(`${base}/submit`, { method: 'POST', body, headers })
  const { id } = (await answer.json()) as { id: string }
  const receipt = async () => (await fetch(`${base}/status?id=${id}`, { headers })).json()
  await expect.poll(receipt, { timeout: 15_000 }).toMatchObject({ outcome: 'merged' })
  expect(await countTests(empty)).toBe(2)
  const names = await empty.db.selectFrom('checkouts').select('tree_name').execute()
  expect(names).toEqual([{ tree_name: 'renamed' }])
  receiving.child.kill('SIGTERM')
  expect(await receiving.ended).toEqual([0, null])
})

it('needs its data directory to ingest, not to answer, which goes on until it is asked to end', async () => {
  const file = join(dataDir, 'a file')
  writeFileSync(file, '')
  const refusing = serve({ DATA_DIR: join(file, 'below') }, { role: 'ingest' })
  expect(await refusing.ended).toEqual([2, null])
  expect(refusing.output()).toMatch(/^treeline: DATA_DIR: .*\n$/)
  const answering = serve({ DATA_DIR: join(file, 'below'), LOG_LEVEL: 'warn' }, { role: 'api' })
  const announcement = await announced(answering)
  expect(announcement).toContain(join(file, 'below', 'cache.sqlite3'))
  expect(announcement).toContain('start page')
  expect(announcement).not.toContain('/submit')
  await sleep(300)
  expect(answering.child.exitCode).toBeNull()
  answering.child.kill('SIGTERM')
  expect(await answering.ended).toEqual([0, null])
})

it('migrates somebody else’s database only when it is told to', async () => {
  await using old = await createTestDatabase()
  const [newest] = await migrateAppDown(old)
  expect(newest).toBeDefined()
  const refusing = serve({ DEMO_DATA: 'false' }, { url: old.url })
  expect(await refusing.ended).toEqual([2, null])
  expect(refusing.output()).toMatch(
    /^treeline: the database lacks 1 migration.*MIGRATE_ON_START.*\n$/,
  )
  const migrating = serve({ DEMO_DATA: 'false', MIGRATE_ON_START: 'true' }, { url: old.url })
  await running(migrating)
})

it('says in one line that a port is taken', async () => {
  const { adminUrl } = inject('databaseServer')
  const taken = new URL(adminUrl).port
  const service = serve({ DEMO_DATA: 'false', PORT: taken })
  expect(await service.ended).toEqual([3, null])
  expect(service.output()).toMatch(new RegExp(`^treeline: PORT: .*${taken}.*\\n$`))
})

it('says in one line which ports are taken, before it makes a database', async () => {
  const { adminUrl } = inject('databaseServer')
  const port = new URL(adminUrl).port
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const metricsPort = String((other.address() as AddressInfo).port)
  const never = join(dataDir, 'never made')
  const service = serve({ DATA_DIR: never, PORT: port, METRICS_PORT: metricsPort }, { url: '' })
  expect(await service.ended).toEqual([3, null])
  other.close()
  expect(service.output()).toBe(
    `treeline: PORT: port ${port}, METRICS_PORT: port ${metricsPort} of 127.0.0.1 are taken; ` +
      'end what listens there or choose other ports\n',
  )
  expect(existsSync(never)).toBe(false)
})

it('goes on without a receiver when its port is taken and nobody chose it', async () => {
  // by us, or by whatever else is there, and by us as soon as that is gone
  let isWanted = true
  const other = createServer()
  const take = () => void (isWanted && other.listen(8002, '127.0.0.1'))
  other.on('error', () => setTimeout(take, 5))
  take()
  const env = { DEMO_DATA: 'false', RECEIVER_PORT: '', LOG_LEVEL: 'warn' }
  const service = serve(env, { role: 'ingest' })
  const said = await announced(service)
  expect(said).toMatch(/RECEIVER_PORT: port 8002 .*not taken in over HTTP/)
  expect(said).not.toContain('/submit')
  service.child.kill('SIGTERM')
  expect(await service.ended).toEqual([0, null])
  isWanted = false
  other.close()
})

it('does not start without a usable trees file', async () => {
  const none = join(dataDir, 'no trees.yaml')
  const refusing = serve({}, { role: 'ingest', more: ['--trees-file', none] })
  expect(await refusing.ended).toEqual([2, null])
  expect(refusing.output()).toContain(none)
})
