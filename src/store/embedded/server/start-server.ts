import { spawn, type ChildProcess } from 'node:child_process'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { programOf, type Binaries } from '../programs/binaries.ts'
import type { EmbeddedLog } from '../embedded-log.ts'
import { wrongPassword } from '../embedded-postgres-error.ts'
import { probe } from './probe.ts'
import { boundServerLog, linesSince, sizeOf } from './server-log.ts'
import type { ServerSettings } from './server-settings.ts'
import type { ServerUser } from './server-user.ts'

const pollMs = 20
const reportEveryMs = 10_000
const stopMsMax = 30_000
/** How long the password may be refused: another server may have the port, which ours has not noticed yet. */
const refusedMsMax = 5_000

export type ServerStart = {
  cluster: string
  binaries: Binaries
  user: ServerUser | null
  port: number
  password: string
  settings: ServerSettings
  logFile: string
  log: EmbeddedLog
  signal: AbortSignal | undefined
}

/**
 * Starts the server of a cluster and waits until it accepts connections, as long as its process is alive: recovery after
 * a crash may take minutes.
 *
 * @returns null when it runs; else why it ended
 * @throws the signal's reason when aborted, EmbeddedPostgresError `embedded_password_wrong`; the server is stopped then
 */
export async function startServer(start: ServerStart): Promise<StartFailure | null> {
  await boundServerLog(start.logFile)
  const offset = await sizeOf(start.logFile)
  const server = await spawnServer(start)
  const ended = endOf(server)
  let reportAt = performance.now() + reportEveryMs
  let refusedSince = Infinity
  try {
    for (;;) {
      const state = await probe(start, start.cluster)
      if (state === 'ours') return null
      refusedSince = state === 'refused' ? Math.min(refusedSince, performance.now()) : Infinity
      if (performance.now() - refusedSince > refusedMsMax) throw wrongPassword(start.cluster)
      if (performance.now() > reportAt) {
        start.log.info({}, 'waiting for the database, which may be recovering from a crash')
        reportAt = performance.now() + reportEveryMs
      }
      const exit = await Promise.race([ended, sleep(pollMs, null, { signal: start.signal })])
      if (exit !== null) return failureOf(exit, await linesSince(start.logFile, offset))
    }
  } catch (error) {
    server.kill('SIGINT')
    const exit = await Promise.race([ended, sleep(stopMsMax, null, { ref: false })])
    if (exit === null) server.kill('SIGQUIT')
    throw error
  }
}

/** Why a server ended while it was starting; `line` is the line of its log that says so. */
export type StartFailure = { reason: 'port-taken' | 'predecessor-alive' | 'other'; line: string }

/**
 * Finds the reason in the server's log.
 *
 * @param exit how the process ended, for a log that says nothing
 */
export function failureOf(exit: string, lines: string[]): StartFailure {
  const text = lines.join('\n')
  const fatal = lines.findLast((line) => /FATAL|PANIC|error/u.test(line)) ?? lines.at(-1) ?? exit
  const line = fatal.replace(/^.*?(?=FATAL|PANIC)/u, '')
  if (/could not bind|could not create any TCP\/IP sockets/u.test(text)) {
    return { reason: 'port-taken', line }
  }
  // when a server is killed, its processes go on for a moment
  if (/shared memory block .* is still in use|postmaster\.pid" already exists/u.test(text)) {
    return { reason: 'predecessor-alive', line }
  }
  return { reason: 'other', line }
}

async function spawnServer(start: ServerStart): Promise<ChildProcess> {
  const options = Object.entries(start.settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const logFile = await open(start.logFile, 'a', 0o600)
  try {
    const server = spawn(programOf(start.binaries, 'postgres'), ['-D', start.cluster, ...options], {
      ...start.user,
      cwd: '/',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', logFile.fd, logFile.fd],
      // a process group of its own: Ctrl-C must not end it before we have finished
      detached: true,
    })
    server.unref()
    return server
  } finally {
    await logFile.close()
  }
}

function endOf(server: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  server.once('error', (error) => resolve(error.message))
  server.once('exit', (status, signal) => resolve(`ended with ${signal ?? `status ${status}`}`))
  return promise
}
