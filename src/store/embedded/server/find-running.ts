import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError, wrongPassword } from '../embedded-postgres-error.ts'
import { isServerOf, isServerOfMoved, readPostmasterFile } from './postmaster-file.ts'
import { probe } from './probe.ts'

const pollMs = 50
/** How long a live server may stay silent, and how long it may say that it is not ready. */
const silenceMsMax = 60_000
const recoveryMsMax = 10 * 60_000

/**
 * The port of the cluster's server if one runs, whoever started it: what a `kill -9` left behind is
 * adopted. Waits for one that is still starting or stopping.
 *
 * @throws EmbeddedPostgresError `embedded_unresponsive` when its process lives but does not answer, `embedded_password_wrong`,
 *   `embedded_place_unusable` when the folder was moved under it: nobody may take its `postmaster.pid`, without which it would end
 *   where it is and take that of the next one
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
