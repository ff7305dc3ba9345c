import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { openEmbeddedPostgres } from '../../store/embedded/open-embedded-postgres.ts'
import { goesWithThisProcess } from '../processes/goes-with-this-process.ts'
import { placeOfFiles, placesOfFiles } from './place-of-files.ts'
import { stopAbandonedServer } from './stop-abandoned-server.ts'

const prefix = 'treeline-test-'
const abandonedAfterMs = 10 * 60_000
const log = pino({ level: 'warn' }, pino.destination(2))

/** Nothing here outlives the run, so nothing waits for a disk. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '128MB',
  // of several files at a time, each of which may start services with pools of their own
  max_connections: '200',
  autovacuum: 'off',
}

const atOnce = { patienceSeconds: 0, removes: true }

/** An embedded PostgreSQL in a directory of its own. */
export type ThrowawayServer = {
  url: string
  dataDir: string
  /** Ends it and removes its data, as the end of this process does. */
  stop(): Promise<void>
}

/** Starts one, which is to hold so many tests besides what our own tests write. */
export async function startThrowawayServer(tests = 0): Promise<ThrowawayServer> {
  for (const place of placesOfFiles) await removeAbandoned(place)
  const dataDir = await mkdtemp(join(await placeOfFiles(tests), prefix))
  // As root, the user that PostgreSQL runs as must get through.
  await chmod(dataDir, 0o711)
  using stack = new DisposableStack()
  stack.use(goesWithThisProcess({ ...atOnce, folders: [dataDir] }))
  const server = await openEmbeddedPostgres({ dataDir, log, settings, noSync: true })
  if (server.place !== dataDir) {
    stack.use(goesWithThisProcess({ ...atOnce, folders: [server.place] }))
  }
  const guards = stack.move()
  return {
    url: server.url,
    dataDir,
    stop: async () => {
      await server.stop()
      guards.dispose()
      for (const directory of [server.place, dataDir]) {
        await rm(directory, { recursive: true, force: true })
      }
    },
  }
}

/** Ends what runs that were killed left behind: their servers would stay for ever. */
async function removeAbandoned(place: string): Promise<void> {
  for (const entry of await readdir(place).catch(() => [])) {
    if (!entry.startsWith(prefix)) continue
    const dataDir = join(place, entry)
    const made = await stat(dataDir).catch(() => null)
    if (made === null || Date.now() - made.mtimeMs < abandonedAfterMs) continue
    // Another user's directory stays: it is not ours to judge.
    if (made.uid !== process.getuid?.()) continue
    if (await stopAbandonedServer(dataDir, log)) await rm(dataDir, { recursive: true, force: true })
  }
}
