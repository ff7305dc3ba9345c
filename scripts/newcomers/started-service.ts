import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Machine } from './machine.ts'

const startMsMax = 120_000
const endMsMax = 30_000
const pollMs = 100

export type StartOptions = {
  dataDir: string
  /** Whom it runs as; by default whoever runs this. */
  user?: { uid: number; gid: number }
}

/** A service that `npm start` runs; `npm` leads a process group, as in a terminal. */
export type StartedService = { npm: ChildProcess; base: string; dataDir: string }

/** Runs `npm start` and waits until it says where to look. */
export async function npmStart(
  { checkout, env }: Machine,
  { dataDir, user }: StartOptions,
): Promise<StartedService> {
  const npm = spawn('npm', ['start'], {
    cwd: checkout,
    env: {
      ...env,
      DATA_DIR: dataDir,
      PORT: '0',
      METRICS_PORT: '0',
      RECEIVER_PORT: '0',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...user,
  })
  let output = ''
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const deadline = Date.now() + startMsMax
  while (!output.includes('Ctrl-C ends it.')) {
    if (hasEnded(npm) || Date.now() > deadline) {
      signalAll(npm, 'SIGKILL')
      throw new Error(`npm start did not get as far as its announcement:\n${output}`)
    }
    await sleep(pollMs)
  }
  const [, base = ''] = /start page +(http:\S+)\//.exec(output) ?? []
  return { npm, base, dataDir }
}

/** A signal for npm and everything that it started: Ctrl-C is `SIGINT`. */
export function signalAll({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // everything has ended already
  }
}

/** The exit status of npm; null when a signal ended it, or when it does not end. */
export async function exitStatusOf(npm: ChildProcess): Promise<number | null> {
  if (!hasEnded(npm)) {
    await once(npm, 'exit', { signal: AbortSignal.timeout(endMsMax) }).catch(() => {})
  }
  return npm.exitCode
}

/** Whether the service and its PostgreSQL end, in time and in order. */
export async function endsInOrder({ base, dataDir }: StartedService): Promise<boolean> {
  const postmaster = join(dataDir, 'postgres', 'postmaster.pid')
  const answers = () => fetch(`${base}/healthz`).then(Boolean, () => false)
  const deadline = Date.now() + endMsMax
  while (existsSync(postmaster) || (await answers())) {
    if (Date.now() > deadline) return false
    await sleep(pollMs)
  }
  return true
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
