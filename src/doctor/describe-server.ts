import { sql } from 'kysely'
import type { OpenDatabase } from '../store/app/database.ts'

/** What a PostgreSQL says of itself and of what we may do there. */
export type ServerDescription = {
  version: string
  /** 150004 for 15.4. */
  versionNumber: number
  encoding: string
  isStandby: boolean
  canMakeTemporary: boolean
  canCreate: boolean
  /** The number of connections that it accepts in all. */
  connections: number
  tables: number
  /** How many of these tables belong to our role, or to one that it is a member of. */
  ownTables: number
  /** How far its clock is ahead of this machine's, in milliseconds. */
  clockAheadMs: number
}

/** Asks a server; one row, a few milliseconds. */
export async function describeServer(db: OpenDatabase['db']): Promise<ServerDescription> {
  const { rows } = await sql<Omit<ServerDescription, 'clockAheadMs'> & { clockMs: number }>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::integer as "versionNumber",
      getdatabaseencoding() as encoding,
      pg_is_in_recovery() as "isStandby",
      has_database_privilege(current_database(), 'temporary') as "canMakeTemporary",
      has_schema_privilege(current_schema(), 'create') as "canCreate",
      current_setting('max_connections')::integer as connections,
      count(*)::integer as tables,
      (count(*) filter (where pg_has_role(tableowner, 'usage')))::integer as "ownTables",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as "clockMs"
    from pg_tables where schemaname = current_schema()
  `.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('an aggregate has one row')
  const { clockMs, ...server } = row
  return { ...server, clockAheadMs: clockMs - Date.now() }
}
