import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../../../src/config/config.ts'
import { openDatabase } from '../../../src/store/app/database.ts'
import { migrateAppUp } from '../../../src/store/app/migrate.ts'
import { openEmbeddedPostgres } from '../../../src/store/embedded/open-embedded-postgres.ts'
import { asAdmin, urlOfDatabase } from '../../../src/testing/database-admin.ts'

/** A server on which a benchmark makes databases of its own. */
export type BenchServer = AsyncDisposable & {
  /** Makes an empty, migrated database and returns its address. */
  createDatabase: () => Promise<string>
  dropDatabase: (url: string) => Promise<void>
}

/**
 * The configured PostgreSQL, whose role must be allowed to create databases, or else one of our own
 * in a temporary folder with the settings that `serve` gives it.
 */
export async function openBenchServer(): Promise<BenchServer> {
  const { database } = loadConfig()
  await using stack = new AsyncDisposableStack()
  const adminUrl = database.kind === 'external' ? database.url : await ownServer(stack)
  const template = `treeline_bench_${randomBytes(4).toString('hex')}`
  await asAdmin(adminUrl, `create database ${template}`)
  stack.defer(() => asAdmin(adminUrl, `drop database ${template} with (force)`))
  await migrate(urlOfDatabase(adminUrl, template))
  const opened = stack.move()
  return {
    createDatabase: async () => {
      const name = `treeline_bench_${randomBytes(4).toString('hex')}`
      await asAdmin(adminUrl, `create database ${name} template ${template}`)
      await asAdmin(adminUrl, 'checkpoint')
      return urlOfDatabase(adminUrl, name)
    },
    dropDatabase: (url) =>
      asAdmin(adminUrl, `drop database ${new URL(url).pathname.slice(1)} with (force)`),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

async function ownServer(stack: AsyncDisposableStack): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'treeline-bench-'))
  await chmod(dataDir, 0o711) // as root, the server runs as another user
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  const server = await openEmbeddedPostgres({
    dataDir,
    log: pino({ level: 'warn' }, pino.destination(2)),
  })
  if (server.place !== dataDir)
    stack.defer(() => rm(server.place, { recursive: true, force: true }))
  stack.defer(() => server.stop())
  return server.url
}

async function migrate(url: string): Promise<void> {
  await using database = openDatabase({
    url,
    applicationName: 'treeline bench',
    poolSize: 1,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  await migrateAppUp(database)
}
