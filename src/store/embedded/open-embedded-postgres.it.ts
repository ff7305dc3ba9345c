import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { errorCode } from '../../platform/errors/error-code.ts'
import { clientConfig } from '../app/connection/client-config.ts'
import { PoolClient } from '../app/connection/pool-client.ts'
import { clusterVersion } from './cluster.ts'
import type { EmbeddedLog } from './embedded-log.ts'
import { clusterIn, readPlace } from './files/place.ts'
import { openEmbeddedPostgres, type EmbeddedPostgres } from './open-embedded-postgres.ts'
import { isServerOf, readPostmasterFile } from './server/postmaster-file.ts'
import { stopAbandonedServer } from '../../testing/database/stop-abandoned-server.ts'

const log = pino({ level: 'silent' })
const settings = { fsync: 'off', shared_buffers: '16MB' }

let root = ''
let dataDir = ''
const programs: ChildProcess[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'treeline it '))
  await chmod(root, 0o711)
  dataDir = join(root, 'data')
})
afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL')
  // A lock goes with its process, which the kernel may take a moment to bury.
  await vi.waitUntil(() => stopAbandonedServer(dataDir, log), { timeout: 20_000 })
})
afterAll(() => rm(root, { recursive: true }))

function open(directory = dataDir, signal?: AbortSignal): Promise<EmbeddedPostgres> {
  return openEmbeddedPostgres({
    dataDir: directory,
    log,
    settings,
    noSync: true,
    ...(signal && { signal }),
  })
}

type Program = { url: string; owner: boolean; process: ChildProcess; leave(): Promise<void> }

/** Another process that opens the server and stops using it when its input ends. */
async function openInProgram(directory = dataDir): Promise<Program> {
  const module = JSON.stringify(new URL('./open-embedded-postgres.ts', import.meta.url).href)
  const text = `
    import { openEmbeddedPostgres } from ${module}
    const log = { info() {}, warn() {}, error() {} }
    const options = ${JSON.stringify({ dataDir: directory, settings, noSync: true })}
    const server = await openEmbeddedPostgres({ ...options, log })
    process.stdout.write(JSON.stringify(server) + '\\n')
    for await (const _ of process.stdin);
    await server.stop()`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', text], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  programs.push(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for await (const line of createInterface(child.stdout)) {
    const { url, owner } = Object(JSON.parse(line))
    return { url, owner, process: child, leave: () => (child.stdin.end(), ended) }
  }
  throw new Error('the program ended without a server')
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0] ?? []
  } finally {
    await client.end()
  }
}

async function runningPid(directory = dataDir): Promise<number | null> {
  const place = await readPlace(directory, join(directory, 'postgres.place.json'))
  const cluster = clusterIn(place.directory)
  const recorded = await readPostmasterFile(cluster)
  if (recorded === null || !(await isServerOf(cluster, recorded.pid))) return null
  return recorded.pid
}

async function killServer(): Promise<void> {
  const pid = await runningPid()
  if (pid !== null) process.kill(pid, 'SIGKILL')
}

describe('one process', () => {
  test('makes a cluster the first time and finds its data again', async () => {
    const first = await open()
    expect(first.owner).toBe(true)
    const asked = `select current_database(), current_setting('data_checksums'),
      current_setting('server_encoding'), current_setting('password_encryption'),
      current_setting('synchronous_commit'), 'Z' < 'a', upper('ä')`
    expect(await ask(first.url, asked)).toEqual([
      'treeline',
      'on',
      'UTF8',
      'scram-sha-256',
      'on',
      true,
      'Ä',
    ])
    await ask(first.url, 'create table kept as select 7 as n')
    await first.stop()
    await first.stop()
    expect(await runningPid()).toBeNull()

    const second = await open()
    expect(second.url).toBe(first.url)
    expect(await ask(second.url, 'select n from kept')).toEqual([7])
    await second.stop()
  })

  test('keeps the password to itself and lets nobody in without it', async () => {
    const server = await open()
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600)
    const stranger = new URL(server.url)
    stranger.password = 'guessed'
    await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await server.stop()
  })

  test('takes no options from an environment that means another server', async () => {
    vi.stubEnv('PGOPTIONS', '-c default_transaction_read_only=on')
    onTestFinished(() => void vi.unstubAllEnvs())
    const server = await open()
    const client = new PoolClient(clientConfig(server.url, 'test'))
    await client.connect()
    const { rows } = await client.query('show default_transaction_read_only')
    expect(rows).toEqual([{ default_transaction_read_only: 'off' }])
    await client.end()
    await server.stop()
  })

  test('says that a password is of another database, and leaves no server running', async () => {
    await (await open()).stop()
    const file = join(dataDir, 'postgres.password')
    const password = await readFile(file, 'utf8')
    await writeFile(file, 'of another\n')
    await expect(open()).rejects.toMatchObject({ code: 'embedded_password_wrong' })
    expect(await runningPid()).toBeNull()
    await writeFile(file, password)
    const program = await openInProgram()
    await writeFile(file, 'of another\n')
    await expect(open()).rejects.toMatchObject({ code: 'embedded_password_wrong' })
    await writeFile(file, password)
    await program.leave()
  })

  test('keeps the password of a database that cannot be read at this moment', async () => {
    await (await open()).stop()
    const version = join(dataDir, 'postgres', 'PG_VERSION')
    await rename(version, `${version}.away`)
    await expect(open()).rejects.toMatchObject({ code: 'embedded_place_unusable' })
    await rename(`${version}.away`, version)
    await (await open()).stop()
  })

  test('gives up when told to and leaves nothing running', async () => {
    await expect(open(dataDir, AbortSignal.timeout(30))).rejects.toThrow(/abort|timeout/iu)
    expect(await runningPid()).toBeNull()
  })

  test('leaves a frozen server when it is told how long to wait, and says so', async () => {
    const server = await open()
    const pid = await runningPid()
    if (pid === null) throw new Error('no server')
    process.kill(pid, 'SIGSTOP')
    await expect(server.stop(200)).rejects.toMatchObject({
      code: 'embedded_stop_failed',
      message: expect.stringContaining(`kill -CONT ${pid}`),
    })
    process.kill(pid, 'SIGCONT')
    await expect.poll(() => runningPid(), { timeout: 20_000 }).toBeNull()
  })

  test('brings a killed server back at the same address', async () => {
    const server = await open()
    await killServer()
    const answer = () => ask(server.url, 'select 1').catch(() => [])
    await expect.poll(answer, { timeout: 20_000 }).toEqual([1])
    await server.stop()
    expect(await runningPid()).toBeNull()
  })

  test.each([
    ['its folder is removed', false],
    ['another one is there', true],
  ])('makes no new database in place of its own when %s', async (_, isMadeAgain) => {
    const directory = join(root, `gone ${isMadeAgain}`)
    const error = vi.fn<EmbeddedLog['error']>()
    const server = await openEmbeddedPostgres({
      dataDir: directory,
      log: { info: () => {}, warn: () => {}, error },
      settings,
      noSync: true,
    })
    const pid = await runningPid(directory)
    await rename(directory, `${directory} away`)
    if (isMadeAgain) await mkdir(directory)
    if (pid !== null) process.kill(pid, 'SIGKILL')
    await vi.waitUntil(() => error.mock.calls.length > 0, { timeout: 20_000 })
    expect(error.mock.calls[0]).toEqual([
      { reason: expect.stringContaining(`${directory} was removed or moved while`) },
      'the embedded database could not be brought back',
    ])
    const end = await server.stop().catch(errorCode)
    expect(end).toBe(isMadeAgain ? undefined : 'embedded_files_gone')
    expect(await clusterVersion(clusterIn(directory))).toBeNull()
  })

  test('starts although the process of a stale postmaster.pid has become another one', async () => {
    const program = await openInProgram()
    program.process.kill('SIGKILL')
    await killServer()
    const stale = join(dataDir, 'postgres', 'postmaster.pid')
    const [, ...rest] = (await readFile(stale, 'utf8')).split('\n')
    await writeFile(stale, [process.pid, ...rest].join('\n'))
    const server = await open()
    expect(await ask(server.url, 'select 1')).toEqual([1])
    await server.stop()
  })
})

test.runIf(process.platform === 'linux')(
  'a server whose folder was moved keeps its lock file, and the start names its process',
  async () => {
    const [before, now] = [join(root, 'before'), join(root, 'now')]
    const program = await openInProgram(before)
    await rename(before, now)
    const file = await readPostmasterFile(clusterIn(now))
    const pid = file?.pid ?? NaN
    const says = {
      code: 'embedded_place_unusable',
      message: expect.stringContaining(`-INT ${pid}`),
    }
    await expect(open(now)).rejects.toMatchObject(says)
    program.process.kill('SIGKILL')
    await expect(open(now)).rejects.toMatchObject(says)
    expect(await readPostmasterFile(clusterIn(now))).toEqual(file)
    process.kill(pid, 'SIGINT')
    await vi.waitUntil(async () => (await readPostmasterFile(clusterIn(now))) === null, {
      timeout: 20_000,
    })
    const server = await open(now)
    expect(await ask(server.url, 'select 1')).toEqual([1])
    await server.stop()
  },
)

describe('several processes', () => {
  test('two that start at the same moment make and share one server, and the last one stops it', async () => {
    const fresh = join(root, 'fresh')
    const both = await Promise.all([openInProgram(fresh), openInProgram(fresh)])
    expect(both.map(({ owner }) => owner).toSorted()).toEqual([false, true])
    const [one, other] = both
    expect(one.url).toBe(other.url)
    await one.leave()
    expect(await ask(other.url, 'select 1')).toEqual([1])
    await other.leave()
    expect(await runningPid(fresh)).toBeNull()
  })

  test('a server whose owner was killed is adopted, not started a second time', async () => {
    const program = await openInProgram()
    const pid = await runningPid()
    const died = once(program.process, 'exit')
    program.process.kill('SIGKILL')
    await died
    const server = await open()
    expect(server).toMatchObject({ owner: true, url: program.url })
    expect(await runningPid()).toBe(pid)
    await server.stop()
    expect(await runningPid()).toBeNull()
  })

  test('a user that stays on becomes the one who stops the server', async () => {
    const command = await open()
    const serve = await openInProgram()
    expect(serve.owner).toBe(false)
    await command.stop()
    expect(await ask(serve.url, 'select 1')).toEqual([1])
    await serve.leave()
    expect(await runningPid()).toBeNull()
  })
})

describe('clusters that cannot be used', () => {
  test('a cluster that was never finished is made anew', async () => {
    const directory = join(root, 'unfinished')
    await mkdir(join(directory, 'postgres.new-0badcafe', 'base'), { recursive: true })
    const server = await open(directory)
    await server.stop()
    expect((await readdir(directory)).filter((name) => name.includes('.new'))).toEqual([])
  })

  test('another major version is refused', async () => {
    const version = join(dataDir, 'postgres', 'PG_VERSION')
    await writeFile(version, '14\n')
    await expect(open()).rejects.toMatchObject({ code: 'embedded_version_mismatch' })
    await writeFile(version, '18\n')
  })

  test('a lost password is said, not guessed', async () => {
    await rm(join(dataDir, 'postgres.password'))
    await expect(open()).rejects.toMatchObject({ code: 'embedded_password_missing' })
  })
})

test.runIf(process.getuid?.() === 0)(
  'as root, in a directory that is closed to others, the cluster lies elsewhere',
  async () => {
    const directory = join(root, 'closed')
    await mkdir(directory, { mode: 0o700 })
    const server = await open(directory)
    try {
      expect(server.place).not.toBe(directory)
      expect(await ask(server.url, 'select 1')).toEqual([1])
      await server.stop()
      expect(await runningPid(directory)).toBeNull()
      const again = await open(directory)
      expect(again.place).toBe(server.place)
      await again.stop()
    } finally {
      await rm(server.place, { recursive: true })
    }
  },
)
