import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openEmbeddedPostgres } from '../../store/embedded/open-embedded-postgres.ts'
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
  autovacuum: 'off',
}

/** Starts an embedded PostgreSQL in a temporary directory; `stop` removes it with its data. */
export async function startThrowawayServer(): Promise<{ url: string; stop(): Promise<void> }> {
  await removeAbandoned()
  const dataDir = await mkdtemp(join(tmpdir(), prefix))
  // As root, the user that PostgreSQL runs as must get through.
  await chmod(dataDir, 0o711)
  const server = await openEmbeddedPostgres({ dataDir, log, settings, noSync: true })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      for (const directory of [server.place, dataDir]) {
        await rm(directory, { recursive: true, force: true })
      }
    },
  }
}

/** Ends what runs that were killed left behind: their servers would stay for ever. */
async function removeAbandoned(): Promise<void> {
  for (const entry of await readdir(tmpdir())) {
    if (!entry.startsWith(prefix)) continue
    const dataDir = join(tmpdir(), entry)
    const made = await stat(dataDir).catch(() => null)
    if (made === null || Date.now() - made.mtimeMs < abandonedAfterMs) continue
    // Another user's directory stays: it is not ours to judge.
    if (made.uid !== process.getuid?.()) continue
    if (await stopAbandonedServer(dataDir, log)) await rm(dataDir, { recursive: true, force: true })
  }
}
