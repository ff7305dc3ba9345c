import { sql } from 'kysely'
import type { OpenDatabase } from '../store/app/database.ts'
import { appMigrationStates } from '../store/app/migrate.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

type Server = {
  version: string
  version_number: number
  encoding: string
  is_standby: boolean
  can_make_temporary: boolean
  can_create: boolean
  connections: number
  own_tables: number
  tables: number
  clock_ms: number
}

const oldestVersion = 150_000
const usableClockMs = 2_000

/** A PostgreSQL that answers: whether it is one that Treeline can work with, now and after the next upgrade. */
export async function lookAtDatabase(
  database: OpenDatabase,
  { poolSize, isEmbedded }: { poolSize: number; isEmbedded: boolean },
): Promise<Finding[]> {
  const server = await describe(database.db)
  if (server === undefined) return []
  return [
    ...lookAtServer(server),
    ...lookAtRights(server),
    lookAtConnections(server, poolSize),
    lookAtClock(server.clock_ms - Date.now()),
    await lookAtMigrations(database, isEmbedded),
  ]
}

async function describe(db: OpenDatabase['db']): Promise<Server | undefined> {
  const { rows } = await sql<Server>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::integer as version_number,
      getdatabaseencoding() as encoding,
      pg_is_in_recovery() as is_standby,
      has_database_privilege(current_database(), 'temporary') as can_make_temporary,
      has_schema_privilege(current_schema(), 'create') as can_create,
      current_setting('max_connections')::integer as connections,
      (select count(*)::integer from pg_tables where schemaname = current_schema()
        and pg_has_role(tableowner, 'usage')) as own_tables,
      (select count(*)::integer from pg_tables where schemaname = current_schema()) as tables,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as clock_ms
  `.execute(db)
  return rows[0]
}

function lookAtServer({ version, version_number, encoding, is_standby }: Server): Finding[] {
  return [
    version_number >= oldestVersion
      ? fine('database', `PostgreSQL ${version} answers`)
      : failure('database', `PostgreSQL ${version} is too old`, 'use 15 or newer'),
    encoding === 'UTF8'
      ? fine('encoding', encoding)
      : failure(
          'encoding',
          `the database has the encoding ${encoding}`,
          `make one with: create database … encoding 'UTF8' template template0`,
        ),
    ...(is_standby
      ? [failure('database', 'it is a standby, which cannot be written to', 'name the primary')]
      : []),
  ]
}

function lookAtRights({ can_make_temporary, can_create, own_tables, tables }: Server): Finding[] {
  if (!can_make_temporary) {
    return [
      failure(
        'rights',
        'no temporary tables may be made',
        'grant temporary on the database to the user',
      ),
    ]
  }
  if (!can_create) {
    return [
      failure(
        'rights',
        'no tables may be made: migrations would fail',
        'grant create on the schema to the user',
      ),
    ]
  }
  if (own_tables < tables) {
    return [
      failure(
        'rights',
        `${tables - own_tables} of ${tables} tables belong to somebody else`,
        'migrate with their owner, or: reassign owned by … to …',
      ),
    ]
  }
  return [fine('rights', 'tables may be made, changed and vacuumed')]
}

function lookAtConnections({ connections }: Server, poolSize: number): Finding {
  return connections >= poolSize * 2
    ? fine('connections', `${connections} at most, ${poolSize} for each process`)
    : warning(
        'connections',
        `the server allows ${connections}, one process may take ${poolSize}`,
        'raise max_connections, or lower DB_POOL_SIZE: a command needs some beside the service',
      )
}

function lookAtClock(aheadMs: number): Finding {
  return Math.abs(aheadMs) <= usableClockMs
    ? fine('clock', 'as that of the database')
    : warning(
        'clock',
        `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'behind' : 'ahead of'} that of the database`,
        'let both hosts set their clocks by NTP',
      )
}

async function lookAtMigrations(database: OpenDatabase, isEmbedded: boolean): Promise<Finding> {
  const states = await appMigrationStates(database)
  const unknown = states.filter(({ isKnown }) => !isKnown)
  const missing = states.filter(({ appliedAt }) => appliedAt === null)
  if (unknown.length > 0) {
    return failure('migrations', `${unknown.length} of a newer version`, 'run that version')
  }
  if (missing.length === 0) return fine('migrations', 'all applied')
  return isEmbedded
    ? fine('migrations', `${missing.length} will be applied by the next command`)
    : failure('migrations', `${missing.length} not applied`, 'run `treeline migrate app up`')
}
