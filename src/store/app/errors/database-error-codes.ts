import { errorCode } from '../../../platform/errors/error-code.ts'
import { systemErrorCodes } from './database-error.ts'

/** What the driver says of its own, nearly always that a connection was lost, has no code. */
const codeless = 'connection'

/** The code of whatever a statement or a transaction threw, as metrics show it. */
export function errorLabel(error: unknown): string {
  return errorCode(error) ?? codeless
}

/**
 * Codes of errors that pass by themselves: SQLSTATEs of a server that restarts, is full or busy, and
 * what the system says of a connection. For metrics, which show each with 0 before it was met.
 */
export const transientErrorCodes = [
  '08000', // connection exceptions
  '08001',
  '08003',
  '08004',
  '08006',
  '08P01',
  '0A000', // columns of a prepared statement changed
  '25006', // read-only transaction
  '25P03', // idle in a transaction
  '40001', // serialization failure
  '40P01', // deadlock
  '53000', // out of resources
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '55P03', // lock not available
  '57014', // cancelled, or slower than the statement timeout
  '57P01', // shutdown
  '57P02', // crash
  '57P03', // starting or stopping
  '57P05', // idle session
  '58000', // trouble of the system
  '58030', // input or output
  ...systemErrorCodes,
  'ENOENT', // the Unix socket is not there
  codeless,
]

/** The same and those that say that the database is not as the program needs it, or damaged. */
export const statementErrorCodes = [
  ...transientErrorCodes,
  '28000', // the server refuses the user
  '28P01', // wrong password
  '3D000', // no such database
  '42501', // no privilege
  '42703', // no such column
  '42P01', // no such table
  'session_shared', // a pooler in transaction mode before a writer
  'XX000', // internal error
  'XX001', // damaged data
  'XX002', // damaged index
]
