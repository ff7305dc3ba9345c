import { type RawBuilder, sql, type SqlBool } from 'kysely'

/** A mail is on its way. Written out, so that PostgreSQL knows the index of these whatever else is asked. */
export const isQueued: RawBuilder<SqlBool> = sql<SqlBool>`report.state = 'queued'`

/** A mail waits for a person; written out for the same reason. */
export const isUndone: RawBuilder<SqlBool> = sql<SqlBool>`report.state in ('held', 'failed')`
