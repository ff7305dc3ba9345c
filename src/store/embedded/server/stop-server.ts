import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from '../../../platform/errors/error-code.ts'
import type { EmbeddedLog } from '../embedded-log.ts'
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts'
import { isAlive, isServerOf, readPostmasterFile } from './postmaster-file.ts'

const pollMs = 20

/** How long a server may take to stop, unless the caller says otherwise, in milliseconds. */
const defaultPatienceMs = 40_000

/** The signals that stop PostgreSQL, in the order in which they are sent, and the share of the time that each gets. */
const steps = [
  // fast shutdown: ends the sessions, writes a checkpoint
  { signal: 'SIGINT', share: 0.75 },
  // immediate shutdown: no checkpoint; the next start recovers, and nothing that was committed is lost
  { signal: 'SIGQUIT', share: 0.25 },
] as const

/**
 * Stops the server of a cluster, if there is one, and waits until it is gone.
 *
 * @throws EmbeddedPostgresError `embedded_stop_failed`
 */
export async function stopServer(
  cluster: string,
  log: EmbeddedLog,
  patienceMs = defaultPatienceMs,
): Promise<void> {
  const recorded = await readPostmasterFile(cluster)
  if (recorded === null || !(await isServerOf(cluster, recorded.pid))) return
  const { pid } = recorded
  for (const { signal, share } of steps) {
    if (!sendSignal(pid, signal)) return
    if (await isGone(cluster, pid, share * patienceMs)) return
    log.warn({ pid, signal }, 'the database did not stop in time')
  }
  throw new EmbeddedPostgresError(
    'embedded_stop_failed',
    `the database process ${pid} does not stop and is left as it is; its log is in DATA_DIR (frozen? kill -CONT ${pid})`,
  )
}

/** Returns false when the process is gone. */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
    throw error
  }
}

/**
 * Waits until the server has removed its `postmaster.pid`, which is the last thing it does, or its process is gone. The
 * process alone is not enough: in a container without an init process it stays in the process table for ever.
 */
async function isGone(cluster: string, pid: number, deadlineMs: number): Promise<boolean> {
  const deadline = performance.now() + deadlineMs
  while (performance.now() < deadline) {
    const recorded = await readPostmasterFile(cluster)
    if (recorded?.pid !== pid || !isAlive(pid)) return true
    await sleep(pollMs)
  }
  return false
}
