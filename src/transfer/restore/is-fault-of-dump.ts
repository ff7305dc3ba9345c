import pg from 'pg'
import { databaseErrorKind } from '../../store/app/database-error.ts'

/** What PostgreSQL says of a conversion that it cannot do; elsewhere that others changed a table. */
const unsupported = '0A000'

/** Whether PostgreSQL refuses what a dump holds. One that is restarted, or has no room, blames nobody for it. */
export function isFaultOfDump(error: unknown): error is pg.DatabaseError {
  if (!(error instanceof pg.DatabaseError)) return false
  return error.code === unsupported || databaseErrorKind(error) !== 'transient'
}
