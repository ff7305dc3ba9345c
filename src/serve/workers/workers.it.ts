import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { bothChannels } from '../../testing/notices/test-notices.ts'
import { startWebReceiver } from '../../testing/hosts/web-receiver.ts'
import { running, type ServiceProcess, startService } from '../testing/service-process.ts'

let database: TestDatabase
let dataDir: string
const started: ServiceProcess[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'treeline-workers-'))
})
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

function serveWithTwo(env: Record<string, string> = {}): ServiceProcess {
  const given = { DATABASE_URL: database.url, DATA_DIR: dataDir, DEMO_DATA: 'false', ...env }
  const service = startService(['--workers', '2'], given, { detached: true })
  started.push(service)
  return service
}

/** Each start is that of a whole process, on a machine that may have other work. */
const patient = { timeout: 40_000 }

/** The processes that answer for it. */
function workersOf({ child }: ServiceProcess): number[] {
  const args = ['-P', String(child.pid), '-f', 'serve --role api']
  const { stdout } = spawnSync('pgrep', args, { encoding: 'utf8' })
  return stdout.split('\n').filter(Boolean).map(Number)
}

async function ask(base: string, times: number, path = '/healthz'): Promise<number[]> {
  const answers = []
  for (let asked = 0; asked < times; asked += 1) {
    const headers = { connection: 'close' }
    answers.push((await fetch(base + path, { headers })).status)
  }
  return answers
}

async function answersShown(metricsUrl: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text()
  const [, count] =
    /^django_http_requests_total_by_method_total\{method="GET"\} (\d+)$/mu.exec(text) ?? []
  return Number(count)
}

it(
  'ends in order also when it is asked to before those that answer have begun',
  patient,
  async () => {
    const service = serveWithTwo()
    while (workersOf(service).length < 2) await sleep(20)
    service.child.kill('SIGTERM')
    expect(await service.ended).toEqual([0, null])
    expect(service.output()).not.toMatch(/is running|before it began/)
  },
)

it('answers with several processes as with one, whatever dies among them', async () => {
  await using discord = await startWebReceiver()
  const { DISCORD_WEBHOOK_URL } = bothChannels(discord.base)
  const outside = { NOTIFICATIONS_ENABLED: 'true', INSTANCE: 'production' }
  const service = serveWithTwo({ ...outside, DISCORD_WEBHOOK_URL, LOG_LEVEL: 'info' })
  const base = await running(service)
  const [, metricsUrl = ''] = /metrics +(\S+)/u.exec(service.output()) ?? []
  expect(workersOf(service)).toHaveLength(2)
  expect(await ask(base, 20)).toEqual(Array(20).fill(200))
  expect(await answersShown(metricsUrl)).toBe(20)

  const [killed = 0] = workersOf(service)
  process.kill(killed, 'SIGKILL')
  await expect.poll(() => workersOf(service)).not.toContain(killed)
  expect(await ask(base, 10)).toEqual(Array(10).fill(200))
  await expect.poll(() => workersOf(service), patient).toHaveLength(2)
  expect(await answersShown(metricsUrl)).toBe(30)

  await database.db.schema.alterTable('builds').renameTo('no_builds').execute()
  expect(await ask(base, 20, '/api/build/o:1')).toEqual(Array(20).fill(500))
  await database.db.schema.alterTable('no_builds').renameTo('builds').execute()
  // as a terminal does: all processes of the group get it
  process.kill(-(service.child.pid ?? 0), 'SIGINT')
  expect(await service.ended).toEqual([0, null])
  expect(service.output().match(/ending: requests in progress/gu)).toHaveLength(1)
  expect(service.output().match(/a worker ended/gu)).toHaveLength(1)
  // what several workers met is counted and told by the process that started them
  const told = discord.taken.map(({ body }) => body)
  const counts = told.map((body) => Number(/(\d+) answers? 500/u.exec(body)?.[1]))
  expect(counts.reduce((sum, count) => sum + count)).toBe(20)
  const isFromOthers = (body: string) => !body.includes(`process ${service.child.pid}"`)
  expect(told.filter(isFromOthers)).toEqual([])
})

it('replaces a worker that gives no sign of life, and takes all along when it is killed', async () => {
  const service = serveWithTwo({ LOG_LEVEL: 'warn' })
  const base = await running(service)
  const [, metricsUrl = ''] = /metrics +(\S+)/u.exec(service.output()) ?? []
  const [stopped = 0] = workersOf(service)
  process.kill(stopped, 'SIGSTOP')
  await expect.poll(() => workersOf(service), patient).not.toContain(stopped)
  await expect.poll(() => workersOf(service), patient).toHaveLength(2)
  await expect
    .poll(() => service.output(), patient)
    .toContain('it gave no sign of life, and was killed')
  const metrics = await (await fetch(metricsUrl)).text()
  expect(metrics).toContain('treeline_workers_replaced_total{reason="hung"} 1')
  expect(metrics).toContain('treeline_workers_replaced_total{reason="ended"} 0')
  expect(await ask(base, 20)).toEqual(Array(20).fill(200))

  const workers = workersOf(service)
  service.child.kill('SIGKILL')
  const living = () => workers.filter((pid) => spawnSync('kill', ['-0', String(pid)]).status === 0)
  await expect.poll(living, patient).toEqual([])
})

it('says in one line that the port is taken, as one process does', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const service = serveWithTwo({ PORT: String(port) })
  expect(await service.ended).toEqual([3, null])
  expect(service.output()).toMatch(new RegExp(`^treeline: PORT: .*${port}.*\\n$`, 'u'))
  taken.close()
})
