import { chmod, rm } from 'node:fs/promises'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/config.ts'
import { goesWithThisProcess } from '../../src/testing/processes/goes-with-this-process.ts'
import { openEmbeddedPostgres } from '../../src/store/embedded/open-embedded-postgres.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

/** A PostgreSQL to measure on. */
export type Server = AsyncDisposable & { url: string }

/**
 * The configured PostgreSQL, or else one of our own with the settings that `serve` gives it: in
 * `dataDir`, which stays, or in a temporary folder that goes when the server ends.
 */
export async function openServer(dataDir?: string): Promise<Server> {
  const { database } = loadConfig()
  await using stack = new AsyncDisposableStack()
  const url = database.kind === 'external' ? database.url : await startOwn(stack, dataDir)
  const opened = stack.move()
  return { url, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

async function startOwn(stack: AsyncDisposableStack, dataDir: string | undefined): Promise<string> {
  const directory = dataDir ?? (await temporaryDataDir(stack))
  const log = pino({ level: 'warn' }, pino.destination(2))
  const server = await openEmbeddedPostgres({ dataDir: directory, log })
  stack.use(
    goesWithThisProcess({
      folders: [server.place],
      patienceSeconds: 0,
      removes: dataDir === undefined,
    }),
  )
  if (dataDir === undefined && server.place !== directory) {
    stack.defer(() => rm(server.place, { recursive: true, force: true }))
  }
  stack.defer(() => server.stop())
  return server.url
}

async function temporaryDataDir(stack: AsyncDisposableStack): Promise<string> {
  const dataDir = scratchFolder('bench')
  await chmod(dataDir, 0o711) // as root, the server runs as another user
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}
