import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from '../../platform/error-code.ts'
import type { EmbeddedLog } from './embedded-log.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { isAlive, isServerOf, readPostmasterFile } from './postmaster-file.ts'

const pollMs = 20

/** PostgreSQL's ways to stop, in the order of our impatience. */
const steps = [
  // Fast: ends the sessions, writes a checkpoint.
  { signal: 'SIGINT', deadlineMs: 30_000 },
  // Immediate: no checkpoint; the next start recovers from the log, nothing committed is lost.
  { signal: 'SIGQUIT', deadlineMs: 10_000 },
] as const

/**
 * Stops the server of a cluster, if there is one, and waits until it is gone.
 *
 * @throws EmbeddedPostgresError `embedded_stop_failed`
 */
export async function stopServer(cluster: string, log: EmbeddedLog): Promise<void> {
  const recorded = await readPostmasterFile(cluster)
  if (recorded === null || !(await isServerOf(cluster, recorded.pid))) return
  for (const { signal, deadlineMs } of steps) {
    if (!sendSignal(recorded.pid, signal)) return
    if (await isGone(cluster, recorded.pid, deadlineMs)) return
    log.warn({ pid: recorded.pid }, `the database did not stop within ${deadlineMs / 1000} s`)
  }
  throw new EmbeddedPostgresError(
    'embedded_stop_failed',
    `the database process ${recorded.pid} does not stop; its log is in DATA_DIR`,
  )
}

/** False when there is no such process any more. */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
    throw error
  }
}

/**
 * Waits until the server removed its `postmaster.pid`, the last thing it does, or died without. The
 * process alone would not do: where nobody reaps orphans it stays in the process table for ever.
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
