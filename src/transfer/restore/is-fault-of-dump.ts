import pg from 'pg'
import { databaseErrorKind } from '../../store/app/errors/database-error.ts'

/** PostgreSQL's code for a conversion between encodings that it does not know; it has other meanings elsewhere. */
const unsupported = '0A000'

/** Whether an error means that PostgreSQL refuses the content of a dump. A restart or a full disk does not. */
export function isFaultOfDump(error: unknown): error is pg.DatabaseError {
  if (!(error instanceof pg.DatabaseError)) return false
  return error.code === unsupported || databaseErrorKind(error) !== 'transient'
}
