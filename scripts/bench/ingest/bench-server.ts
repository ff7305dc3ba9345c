import { randomBytes } from 'node:crypto'
import { openDatabase } from '../../../src/store/app/database.ts'
import { migrateAppUp } from '../../../src/store/app/schema/migrate.ts'
import { asAdmin, urlOfDatabase } from '../../../src/testing/database/database-admin.ts'
import { openServer } from '../server.ts'

/** A server on which a benchmark makes databases of its own. */
export type BenchServer = AsyncDisposable & {
  /** Makes an empty, migrated database and returns its address. */
  createDatabase: () => Promise<string>
  dropDatabase: (url: string) => Promise<void>
}

/** Opens a server; the role of a configured one must be allowed to create databases. */
export async function openBenchServer(): Promise<BenchServer> {
  await using stack = new AsyncDisposableStack()
  const { url: adminUrl } = stack.use(await openServer())
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
