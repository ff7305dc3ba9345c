import pg from 'pg'
import { parsePostgresAddress } from '../../src/platform/postgres-address/postgres-address.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { migrateAppUp } from '../../src/store/app/schema/migrate.ts'
import { asAdmin, urlOfDatabase } from '../../src/testing/database/database-admin.ts'

/** A PostgreSQL of the reader's own; disposing removes every database that was made meanwhile. */
export type NamedServer = AsyncDisposable & {
  /** An empty database for commands. */
  url: string
  /** The database of somebody else, from which rows can be copied. */
  otherUrl: string
  /** What a shell has in which the address was set, for our commands and for those of PostgreSQL. */
  environment: Record<string, string>
}

/** @param adminUrl undefined gives undefined */
export async function openNamedServer(
  adminUrl: string | undefined,
): Promise<NamedServer | undefined> {
  if (adminUrl === undefined) return undefined
  const before = await databasesOf(adminUrl)
  for (const name of ['treeline_book', 'kcidb']) {
    await asAdmin(adminUrl, `create database ${name} encoding 'UTF8' template template0`)
  }
  const url = urlOfDatabase(adminUrl, 'treeline_book')
  const otherUrl = urlOfDatabase(adminUrl, 'kcidb')
  {
    await using other = openDatabase({
      url: otherUrl,
      applicationName: 'treeline book',
      poolSize: 2,
      acquireTimeoutMs: 10_000,
      statementTimeoutMs: 60_000,
      onIdleError: () => {},
    })
    await migrateAppUp(other)
  }
  const { host, port, user, password } = parsePostgresAddress(url)
  return {
    url,
    otherUrl,
    environment: {
      DATABASE_URL: url,
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user,
      PGPASSWORD: password ?? '',
    },
    [Symbol.asyncDispose]: async () => {
      for (const name of await databasesOf(adminUrl)) {
        if (!before.includes(name)) await asAdmin(adminUrl, `drop database "${name}" with (force)`)
      }
    },
  }
}

async function databasesOf(adminUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
    return rows.map(({ datname }) => datname)
  } finally {
    await client.end()
  }
}
