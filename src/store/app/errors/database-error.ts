import { errorCode } from '../../../platform/errors/error-code.ts'
import { kcidbTables } from '../schema/kcidb-tables.ts'

/**
 * What an error of the database says about the work that met it (ingestion.md O-2, O-3):
 * - `data`: a value cannot be stored, whoever sent it is to blame;
 * - `transient`: the same may well succeed later, nobody is to blame;
 * - `setup`: the database is not the one the program expects, nothing will succeed;
 * - `unknown`: none of these can be told.
 */
export type DatabaseErrorKind = 'data' | 'transient' | 'setup' | 'unknown'

/** By SQLSTATE or its class (the first two characters), or by a code of our own. */
const kindsByCode = new Map<string, DatabaseErrorKind>([
  ['08', 'transient'], // connection exceptions
  ['0A000', 'transient'], // the columns of a prepared statement have changed: its connection ends
  ['22', 'data'], // data exceptions
  ['23', 'data'], // integrity constraints
  ['25006', 'transient'], // read-only: the primary is being replaced
  ['25P03', 'transient'], // the session was ended because it idled inside a transaction
  ['28', 'setup'], // authorization
  ['3D', 'setup'], // no such database
  ['3F', 'setup'], // no such schema
  ['40', 'transient'], // serialization failure, deadlock
  ['42', 'setup'], // no such table or column, no privilege
  ['53', 'transient'], // disk full, out of memory, too many connections
  ['54', 'data'], // program limits, such as an index row that is too large
  ['55P03', 'transient'], // lock not available
  ['57', 'transient'], // shutdown, crash, cancelled statement
  ['58', 'transient'], // input or output error of the server's system
  ['session_shared', 'setup'], // a pooler in transaction mode before a writer
  ['migrations_missing', 'setup'], // taken back by command
  ['migrations_unknown', 'setup'], // applied by a newer version
])

/** What the system says of a connection that does not come about, or ends. */
export const systemErrorCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Errors of the driver have no code, only these words. */
const driverWords =
  /connection (terminated|error|ended)|timeout.*connect|not queryable|client was closed|pool after calling end/i

/** Classifies whatever a statement or a transaction threw. */
export function databaseErrorKind(error: unknown): DatabaseErrorKind {
  if (!(error instanceof Error)) return 'unknown'
  const code = errorCode(error)
  if (code === undefined) return driverWords.test(error.message) ? 'transient' : kindOfCause(error)
  if (systemErrorCodes.has(code) || isMissingSocket(error, code)) return 'transient'
  return isOurConstraint(error, code) ? 'unknown' : kindOfCode(code)
}

/** No document is to blame for what a constraint of the roll-up's tables refuses: it never names their rows. */
function isOurConstraint(error: Error, code: string): boolean {
  if (!code.startsWith('23') || !('table' in error)) return false
  return kcidbTables.every((table) => table !== error.table)
}

function kindOfCode(code: string): DatabaseErrorKind {
  const isSqlState = /^[0-9A-Z]{5}$/.test(code)
  return (
    kindsByCode.get(code) ?? (isSqlState ? kindsByCode.get(code.slice(0, 2)) : null) ?? 'unknown'
  )
}

/** The server's Unix socket is not there; a file that is not there is another matter. */
function isMissingSocket(error: Error, code: string): boolean {
  return code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
}

/** A connection may have been tried on several addresses. */
function kindOfCause(error: Error): DatabaseErrorKind {
  const attempts = error instanceof AggregateError ? error.errors : []
  return attempts.some((attempt) => databaseErrorKind(attempt) === 'transient')
    ? 'transient'
    : 'unknown'
}
