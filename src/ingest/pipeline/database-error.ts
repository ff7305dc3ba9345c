/**
 * What an error of the database transaction says about the batch (ingestion.md O-2, O-3):
 * - `data`: a value cannot be stored, so a document is to blame;
 * - `transient`: the same batch may well succeed later, no document is to blame;
 * - `setup`: the database is not the one the program expects, nothing can be stored at all;
 * - `unknown`: none of these can be told.
 */
export type ErrorKind = 'data' | 'transient' | 'setup' | 'unknown'

/** By SQLSTATE, or by its class (the first two characters). */
const sqlStates = new Map<string, ErrorKind>([
  ['08', 'transient'], // connection exceptions
  ['22', 'data'], // data exceptions
  ['23', 'data'], // integrity constraints
  ['25006', 'transient'], // read-only: the primary is being replaced
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
])

const systemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // the server's Unix socket is not there
])

/** Errors of the driver have no code, only these words. */
const driverWords =
  /connection (terminated|error|ended)|timeout.*connect|not queryable|client was closed/i

/** Classifies whatever a transaction threw. */
export function errorKind(error: unknown): ErrorKind {
  if (!(error instanceof Error)) return 'unknown'
  const code = codeOf(error)
  const known =
    sqlStates.get(code) ?? (isSqlState(code) ? sqlStates.get(code.slice(0, 2)) : undefined)
  if (known !== undefined) return known
  return systemErrors.has(code) || driverWords.test(error.message) ? 'transient' : 'unknown'
}

/** SQLSTATE or system error code, empty when there is none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code)
}
