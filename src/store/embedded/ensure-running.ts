import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureApplicationDatabase } from './server/application-database.ts'
import { installedBinaries, reachableBinaries, type Binaries } from './programs/binaries.ts'
import { clusterVersion, createCluster } from './cluster.ts'
import type { DataFiles } from './files/data-files.ts'
import type { EmbeddedLog } from './embedded-log.ts'
import { EmbeddedPostgresError, filesGone } from './embedded-postgres-error.ts'
import { findRunningServer } from './server/find-running.ts'
import { createPassword, readPassword } from './files/password.ts'
import { choosePlace, clusterIn, readPlace } from './files/place.ts'
import { findFreePort, readPort } from './files/port.ts'
import { postmasterPath } from './server/postmaster-file.ts'
import type { ServerAddress } from './server/server-address.ts'
import { availableMemory, serverSettings, type ServerSettings } from './server/server-settings.ts'
import { chooseServerUser, type ServerUser } from './server/server-user.ts'
import { startServer, type StartFailure } from './server/start-server.ts'
import { stopServer } from './server/stop-server.ts'
import { writeFileWhole } from './files/write-file-whole.ts'

const portAttemptsMax = 5
const predecessorMsMax = 30_000
const pollMs = 200

/** Which server is wanted. */
export type ServerWish = {
  dataDir: string
  files: DataFiles
  settings: ServerSettings
  /** Makes the cluster without fsync. */
  noSync: boolean
  log: EmbeddedLog
  signal: AbortSignal | undefined
}

/** A server that accepts connections, and where its files are. */
export type RunningServer = { address: ServerAddress; place: string; cluster: string }

export type EnsureOptions = {
  /** False while other processes use a server that cannot be reached from here: a second one would destroy its files. */
  mayStart: boolean
  /** The port of a server that died: it must get the same one, because connection strings with it are in use. */
  keepPort: number | null
}

/**
 * Finds the running server of a DATA_DIR or starts it, and makes the cluster the first time. The caller holds
 * the start lock, so that no two processes do this at once.
 *
 * @returns null when none runs and `mayStart` is false
 * @throws EmbeddedPostgresError
 */
export async function ensureRunning(
  wish: ServerWish,
  { mayStart, keepPort }: EnsureOptions,
): Promise<RunningServer | null> {
  const { place, cluster, user } = await ensureCluster(wish, keepPort === null)
  const password = await readPassword(wish.files.password)
  const savedPort = keepPort ?? (await readPort(wish.files.port))
  const found = await findRunningServer(cluster, password, savedPort, wish.signal)
  if (found === null && !mayStart) return null
  const port = found ?? (await start({ wish, place, cluster, user, password, savedPort, keepPort }))
  const address = { port, password }
  try {
    await ensureApplicationDatabase(address)
  } catch (error) {
    if (found === null) await stopServer(cluster, wish.log)
    throw error
  }
  return { address, place, cluster }
}

type ReadyCluster = { place: string; cluster: string; user: ServerUser | null }

/** @param mayCreate false where there was one: who uses the old one would take the new one for it */
async function ensureCluster(wish: ServerWish, mayCreate: boolean): Promise<ReadyCluster> {
  const { dataDir, files, log, noSync, signal } = wish
  const known = await readPlace(dataDir, files.place)
  const user = await chooseServerUser(clusterIn(known.directory))
  if ((await clusterVersion(clusterIn(known.directory))) !== null) {
    return { place: known.directory, cluster: clusterIn(known.directory), user }
  }
  if (!mayCreate) throw filesGone(dataDir)
  const place = known.relocated ? known : await choosePlace(dataDir, files.place, user, log)
  const cluster = clusterIn(place.directory)
  const binaries = await reachableBinaries(installedBinaries(), place.directory, user)
  log.info({ cluster }, 'making a new database')
  const password = await createPassword(files.password)
  await createCluster({ cluster, password, binaries, user, noSync, signal })
  return { place: place.directory, cluster, user }
}

type Start = ReadyCluster & {
  wish: ServerWish
  password: string
  savedPort: number | null
  keepPort: number | null
}

/** Starts the server and returns its port. Tries again where waiting or another port may help. */
async function start({ wish, place, cluster, user, password, savedPort, keepPort }: Start) {
  const { files, log, signal } = wish
  const binaries = await reachableBinaries(await matchingBinaries(cluster), place, user)
  // No server runs, as was checked before. PostgreSQL could take another process of that number for one and not start.
  await rm(postmasterPath(cluster), { force: true })
  const since = performance.now()
  for (let attempt = 1; ; attempt++) {
    const port = keepPort ?? (await findFreePort(attempt === 1 ? savedPort : null))
    const settings = serverSettings(port, availableMemory(), wish.settings)
    const logFile = files.log
    const attempted = { cluster, binaries, user, port, password, settings, logFile, log, signal }
    const failure = await startServer(attempted)
    if (failure === null) {
      await writeFileWhole(files.port, `${port}\n`)
      return port
    }
    const waitedMs = performance.now() - since
    if (!isWorthAnotherTry(failure, { attempt, waitedMs, keepPort })) {
      throw new EmbeddedPostgresError(
        'embedded_start_failed',
        `the database did not start: ${failure.line} (more in ${logFile})`,
      )
    }
    await sleep(pollMs, undefined, { signal })
  }
}

type Effort = { attempt: number; waitedMs: number; keepPort: number | null }

function isWorthAnotherTry({ reason }: StartFailure, effort: Effort): boolean {
  if (reason === 'port-taken') return effort.keepPort === null && effort.attempt < portAttemptsMax
  return reason === 'predecessor-alive' && effort.waitedMs < predecessorMsMax
}

async function matchingBinaries(cluster: string): Promise<Binaries> {
  const binaries = installedBinaries()
  const version = await clusterVersion(cluster)
  if (version === binaries.major) return binaries
  throw new EmbeddedPostgresError(
    'embedded_version_mismatch',
    `the database in ${cluster} was made by PostgreSQL ${version}, the installed one is ${binaries.version}; dump it with the old release and restore it with this one`,
  )
}
