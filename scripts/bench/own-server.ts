import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openEmbeddedPostgres } from '../../src/store/embedded/open-embedded-postgres.ts'

/** A PostgreSQL that a benchmark started. */
export type OwnServer = AsyncDisposable & { url: string }

/**
 * Starts a PostgreSQL with the settings that `serve` gives it: in `dataDir`, which stays, or else in
 * a temporary folder that goes when the server ends.
 */
export async function openOwnServer(dataDir?: string): Promise<OwnServer> {
  await using stack = new AsyncDisposableStack()
  const directory = dataDir ?? (await temporaryDataDir(stack))
  const log = pino({ level: 'warn' }, pino.destination(2))
  const server = await openEmbeddedPostgres({ dataDir: directory, log })
  if (dataDir === undefined && server.place !== directory) {
    stack.defer(() => rm(server.place, { recursive: true, force: true }))
  }
  stack.defer(() => server.stop())
  const opened = stack.move()
  return { url: server.url, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

async function temporaryDataDir(stack: AsyncDisposableStack): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'treeline-bench-'))
  await chmod(dataDir, 0o711) // as root, the server runs as another user
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}
