import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findUser } from '../../src/store/embedded/server/server-user.ts'
import { freePort } from '../checks/free-port.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

/** Where Debian has the programs of a server; the embedded ones lack what makes replicas. */
const folders = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`)

/** Nothing here outlives the run, so nothing waits for a disk. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '120',
  shared_buffers: '128MB',
  hot_standby_feedback: 'on',
  wal_receiver_status_interval: '1s',
  wal_retrieve_retry_interval: '200ms',
}

/** The programs of PostgreSQL on this machine; undefined where those for replicas are missing. */
export function replicaPrograms(): string | undefined {
  return folders.find((folder) => existsSync(join(folder, 'pg_basebackup')))
}

/** A server of the cluster. */
export type ClusterServer = {
  url: string
  /** Asks the server itself, past everything. */
  ask: (sql: string) => Promise<pg.QueryResult>
  /** Ends it at once and all its processes, as a machine that fails does. */
  kill: () => Promise<void>
  start: () => Promise<void>
}

/** A primary, and servers that replay what it commits; disposing removes them. */
export type Cluster = AsyncDisposable & { primary: ClusterServer; replicas: ClusterServer[] }

/** Sets up a cluster in a temporary folder, as `nobody` where root would run it. */
export async function startCluster(programs: string, replicaCount: number): Promise<Cluster> {
  await using stack = new AsyncDisposableStack()
  const folder = scratchFolder('replicas')
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const user =
    process.getuid?.() === 0 ? findUser(readFileSync('/etc/passwd', 'utf8'), 'nobody') : null
  if (user !== null) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const run = (program: string, args: string[]) => {
    const { status } = spawnSync(join(programs, program), args, {
      ...user,
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error(`${program} failed`)
  }
  const serverIn = async (name: string) => {
    const port = await freePort()
    const server = new Server(join(programs, 'postgres'), join(folder, name), port, user)
    stack.defer(() => server.kill())
    return server
  }
  const primary = await serverIn('primary')
  run('initdb', [
    '-D',
    primary.folder,
    '-U',
    'treeline',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  ])
  await primary.start()
  await primary.ask('create database treeline', 'postgres')
  const replicas = []
  for (let number = 1; number <= replicaCount; number += 1) {
    const replica = await serverIn(`replica-${number}`)
    run('pg_basebackup', [
      '-D',
      replica.folder,
      '-R',
      '-X',
      'stream',
      '-c',
      'fast',
      '-N',
      '-d',
      primary.url,
    ])
    await replica.start()
    replicas.push(replica)
  }
  const started = stack.move()
  return { primary, replicas, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

class Server implements ClusterServer {
  readonly folder: string
  readonly url: string
  readonly #program: string
  readonly #port: number
  readonly #user: { uid: number; gid: number } | null
  #child: ChildProcess | undefined

  constructor(
    program: string,
    folder: string,
    port: number,
    user: { uid: number; gid: number } | null,
  ) {
    this.#program = program
    this.folder = folder
    this.#port = port
    this.#user = user
    this.url = `postgresql://treeline:none@127.0.0.1:${port}/treeline?sslmode=disable`
  }

  async start(): Promise<void> {
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    this.#child = spawn(this.#program, ['-D', this.folder, '-p', String(this.#port), ...args], {
      ...this.#user,
      cwd: '/',
      env: { LC_ALL: 'C' },
      detached: true,
      stdio: 'ignore',
    })
    for (let tries = 0; tries < 600; tries += 1) {
      const answers = await this.ask('select 1', 'postgres').then(
        () => true,
        () => false,
      )
      if (answers) return
      await sleep(100)
    }
    throw new Error('a server of the cluster does not answer')
  }

  async ask(sql: string, database = 'treeline'): Promise<pg.QueryResult> {
    const client = new pg.Client({
      connectionString: this.url.replace(/treeline\?/u, `${database}?`),
    })
    // a server that is killed meanwhile
    client.on('error', () => {})
    await client.connect()
    try {
      return await client.query(sql)
    } finally {
      await client.end()
    }
  }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}
