import { setTimeout as sleep } from 'node:timers/promises'
import { prepareDataDir } from '../data-dir.ts'
import { dataFilesIn, type DataFiles } from './files/data-files.ts'
import type { EmbeddedLog } from './embedded-log.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { ensureRunning, type RunningServer, type ServerWish } from './ensure-running.ts'
import { tryFileLock, waitForFileLock, type HeldLock } from './files/file-lock.ts'
import { keepServerAlive } from './server/keep-alive.ts'
import { applicationDatabase, serverUrl } from './server/server-address.ts'
import { boundServerLog } from './server/server-log.ts'
import type { ServerSettings } from './server/server-settings.ts'
import { stopServer } from './server/stop-server.ts'

/** How long to wait for the start lock; longer than any start takes, also with a recovery after a crash. */
const startLockMsMax = 10 * 60_000
const revivalMsMax = 30_000
const pollMs = 200
const logCheckEveryMs = 60_000

export type EmbeddedPostgresOptions = {
  dataDir: string
  log: EmbeddedLog
  /** Settings of PostgreSQL that win over ours. */
  settings?: ServerSettings
  /** Makes the cluster without fsync: for tests. */
  noSync?: boolean
  /** Aborts the start. Once the server is up, only `stop` ends it. */
  signal?: AbortSignal
}

export type EmbeddedPostgres = {
  /** Connection string of the application's database. */
  url: string
  /** Whether this process was the first to use the server. */
  owner: boolean
  /** The directory that holds the cluster: DATA_DIR, unless the server's user cannot enter that. */
  place: string
  /**
   * Stops using the server, and stops the server unless another process uses it. Further calls do nothing.
   *
   * @param patienceMs how long it may take to stop
   * @throws EmbeddedPostgresError `embedded_stop_failed` when it does not
   */
  stop(patienceMs?: number): Promise<void>
}

/**
 * Opens the PostgreSQL server of a DATA_DIR (decisions.md 3). It is made the first time, started when it does not run,
 * and shared with other processes when it does, also with one that a `kill -9` of its process left running. When it dies
 * while it is in use, it is started again.
 *
 * Every process that uses the server holds a shared lock on a file. A process that leaves gives up its lock and tries to
 * get an exclusive one: only the last process gets it, and stops the server. Advisory locks of PostgreSQL would not do,
 * because they end when the server restarts.
 *
 * @throws DataDirError, EmbeddedPostgresError whose message is one line for whoever starts the program
 */
export async function openEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = prepareDataDir(options.dataDir)
  const files = dataFilesIn(dataDir)
  const { log, settings = {}, noSync = false, signal } = options
  const wish: ServerWish = { dataDir, files, settings, noSync, log, signal }
  const { server, use, owner } = await joinServer(wish)
  const watch = new AbortController()
  const watching = keepServerAlive({
    address: server.address,
    log,
    signal: watch.signal,
    revive: () => revive({ ...wish, signal: watch.signal }, server.address.port),
  })
  const logCheck = setInterval(
    () => void boundServerLog(files.log).catch(() => {}),
    logCheckEveryMs,
  )
  logCheck.unref()

  let stopped: Promise<void> | undefined
  const leave = async (patienceMs?: number) => {
    clearInterval(logCheck)
    watch.abort()
    await watching
    await leaveServer({ files, cluster: server.cluster, use, log, patienceMs })
  }
  return {
    url: serverUrl(server.address, applicationDatabase),
    owner,
    place: server.place,
    stop: (patienceMs) => (stopped ??= leave(patienceMs)),
  }
}

type Joined = { server: RunningServer; use: HeldLock; owner: boolean }

/**
 * Finds or starts the server and takes the shared lock. When other processes hold that lock but no server can be
 * reached, it waits for them to start theirs again. It must not start one itself: the other may be running in another
 * container, and two servers on the same files destroy them.
 */
async function joinServer(wish: ServerWish): Promise<Joined> {
  const deadline = performance.now() + revivalMsMax
  for (;;) {
    const joined = await tryJoining(wish)
    if (joined !== null) return joined
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'embedded_unresponsive',
        `another process uses ${wish.dataDir}, but its database cannot be reached from here; end that process or choose another DATA_DIR`,
      )
    }
    await sleep(pollMs, undefined, { signal: wish.signal })
  }
}

function tryJoining(wish: ServerWish): Promise<Joined | null> {
  return underStartLock(wish.files, wish.signal, async () => {
    const owner = isUnused(wish.files)
    const server = await ensureRunning(wish, { mayStart: owner, keepPort: null })
    if (server === null) return null
    const use = tryFileLock(wish.files.useLock, 'shared')
    if (use === null) {
      throw new EmbeddedPostgresError(
        'embedded_busy',
        `${wish.files.useLock} is locked by another program`,
      )
    }
    return { server, use, owner }
  })
}

function revive(wish: ServerWish, port: number): Promise<unknown> {
  return underStartLock(wish.files, wish.signal, () =>
    ensureRunning(wish, { mayStart: true, keepPort: port }),
  )
}

type Leaving = {
  files: DataFiles
  cluster: string
  use: HeldLock
  log: EmbeddedLog
  patienceMs: number | undefined
}

function leaveServer({ files, cluster, use, log, patienceMs }: Leaving): Promise<void> {
  return underStartLock(files, undefined, async () => {
    use[Symbol.dispose]()
    if (isUnused(files)) await stopServer(cluster, log, patienceMs)
    else log.info({}, 'the embedded database goes on: another process uses it')
  })
}

async function underStartLock<T>(
  files: DataFiles,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  using _lock = await waitForFileLock(files.startLock, { deadlineMs: startLockMsMax, signal })
  return await work()
}

function isUnused(files: DataFiles): boolean {
  using lock = tryFileLock(files.useLock, 'exclusive')
  return lock !== null
}
