import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError, wrongPassword } from '../embedded-postgres-error.ts'
import { isServerOf, isServerOfMoved, readPostmasterFile } from './postmaster-file.ts'
import { probe } from './probe.ts'

const pollMs = 50
/** How long to wait for a server whose process is alive but does not answer. */
const silenceMsMax = 60_000
/** How long to wait for one that answers that it is not ready. */
const recoveryMsMax = 10 * 60_000

/**
 * Finds the running server of a cluster, whoever started it, also one that was left running by a `kill -9`. Waits for
 * a server that is starting or stopping.
 *
 * @returns its port; null when none runs
 * @throws EmbeddedPostgresError `embedded_unresponsive` when its process is alive but does not answer,
 *   `embedded_password_wrong`, `embedded_place_unusable` when the folder was renamed while the server runs in it. Its
 *   `postmaster.pid` must stay then: without that the server stops, and removes the one of the next server
 */
export async function findRunningServer(
  cluster: string,
  password: string,
  savedPort: number | null,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const since = performance.now()
  for (;;) {
    const recorded = await readPostmasterFile(cluster)
    const port = recorded?.port ?? savedPort
    const state = port === null ? 'absent' : await probe({ port, password }, cluster)
    if (state === 'ours') return port
    if (recorded === null) return null
    if (!(await isServerOf(cluster, recorded.pid))) {
      if (await isServerOfMoved(cluster, recorded.pid)) throw moved(cluster, recorded.pid)
      return null
    }
    if (state === 'refused') throw wrongPassword(cluster)
    const patienceMs = state === 'not-ready' ? recoveryMsMax : silenceMsMax
    if (performance.now() - since > patienceMs) {
      throw new EmbeddedPostgresError(
        'embedded_unresponsive',
        `the database of ${cluster} runs as process ${recorded.pid} but does not answer; end that process (kill -INT ${recorded.pid}) and start again`,
      )
    }
    await sleep(pollMs, undefined, { signal })
  }
}

function moved(cluster: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_place_unusable',
    `the database of ${cluster} runs as process ${pid}, which was started before the folder got this name; end what uses it, or that process (kill -INT ${pid}), and start again`,
  )
}
