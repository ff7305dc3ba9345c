import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parsePostgresAddress } from '../../src/platform/postgres-address/postgres-address.ts'
import { findUser } from '../../src/store/embedded/server/server-user.ts'
import { freePort } from '../checks/free-port.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

export type PoolMode = 'session' | 'transaction'

/** A running PgBouncer before one server. */
export type PgBouncer = AsyncDisposable & { port: number }

/** Where Debian puts it is not on everybody's PATH. */
const programPath = `${process.env['PATH'] ?? ''}:/usr/sbin`

/** The version of the PgBouncer of this machine; undefined when there is none. */
export function pgBouncerVersion(): string | undefined {
  const { stdout } = spawnSync('pgbouncer', ['--version'], {
    env: { PATH: programPath },
    encoding: 'utf8',
  })
  return stdout?.split('\n')[0]
}

/** Starts PgBouncer with its defaults, and little room, so that clients do share server processes. */
export async function startPgBouncer(serverUrl: string, mode: PoolMode): Promise<PgBouncer> {
  await using stack = new AsyncDisposableStack()
  const { host, port: serverPort, user, password } = parsePostgresAddress(serverUrl)
  const folder = scratchFolder('pgbouncer')
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o711)
  const port = await freePort()
  const settings = join(folder, 'pgbouncer.ini')
  await writeFile(
    settings,
    `[databases]
* = host=${host} port=${serverPort} user=${user} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${mode === 'session' ? 20 : 3}
`,
  )
  const child = spawn('pgbouncer', ['--quiet', settings], {
    ...(await unprivileged()),
    env: { PATH: programPath },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  stack.defer(async () => {
    const ended = once(child, 'exit')
    if (child.kill('SIGTERM')) await ended
  })
  await untilListening(port)
  const started = stack.move()
  return { port, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

/** It refuses to run as root. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  return findUser(await readFile('/etc/passwd', 'utf8'), 'nobody') ?? {}
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const listening = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (listening) return
    await sleep(50)
  }
  throw new Error('pgbouncer does not listen')
}
