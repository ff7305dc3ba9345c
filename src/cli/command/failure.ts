import { CommanderError } from 'commander'
import { errorCode } from '../../platform/errors/error-code.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { harmlessLines } from '../../platform/text/harmless-text.ts'
import { TreesFileError } from '../../ingest/trees/trees-file-error.ts'
import { SpoolError } from '../../ingest/spool/spool.ts'
import { databaseErrorKind } from '../../store/app/errors/database-error.ts'
import { OutputError } from '../../transfer/output/output-error.ts'
import { RestoreError } from '../../transfer/restore/restore-error.ts'

/** What the exit status of every command means (decisions.md 3). */
export const exitStatuses = {
  done: 0,
  /** The command ran and found something wrong: refused documents, drift. */
  incomplete: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The command could not go on; nothing is lost. */
  unable: 3,
} as const

/** Ends a command with a message for the person who started it, without a stack trace. */
export class CommandFailure extends Error {
  readonly exitStatus: number

  constructor(message: string, status: number) {
    super(message)
    this.exitStatus = status
  }
}

/** What the person who started the command has to change before it is worth another try. */
const usageCodes = new Set<string | undefined>([
  'config_invalid',
  'copy_source_unfit',
  'data_dir_unusable',
  'database_encoding_unfit',
  'database_of_others',
  'ledger_unusable',
  'migrations_missing',
  'migrations_unknown',
  'postgres_address_unusable',
  'postgres_password_missing',
  'registry_unusable',
  'session_shared',
  'subscriptions_unreadable',
  '28000', // PostgreSQL refuses the user
  '28P01', // wrong password
  '3D000', // no such database
])

/** What was named cannot be used: a dump or the database for it, a spool, a trees file. */
const misuses = [OutputError, RestoreError, SpoolError, TreesFileError]

/** The exit status for whatever a command threw. */
export function exitStatus(error: unknown): number {
  if (error instanceof CommandFailure) return error.exitStatus
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitStatuses.usage
  if (misuses.some((misuse) => error instanceof misuse)) return exitStatuses.usage
  return usageCodes.has(errorCode(error)) ? exitStatuses.usage : exitStatuses.unable
}

/**
 * One line for people; an error that nobody foresaw shows where it came from as well. It may quote what strangers wrote, of
 * which a terminal obeys nothing.
 */
export function explain(thrown: unknown): string {
  return harmlessLines(explanation(thrown))
}

function explanation(thrown: unknown): string {
  const error = reasonOf(thrown)
  if (isConnectionTrouble(error)) {
    return `treeline: cannot use PostgreSQL: ${errorMessage(error)} (check DATABASE_URL, or DB_HOST and its companions)`
  }
  const foreseen = error instanceof CommandFailure || errorCode(error) !== undefined
  const stack = error instanceof Error && !foreseen ? error.stack : undefined
  return `treeline: ${stack ?? errorMessage(error)}`
}

/** What Node had waited for when it was told to stop says only that it was; why is behind it. */
function reasonOf(thrown: unknown): unknown {
  const isAbort = thrown instanceof Error && thrown.name === 'AbortError'
  return isAbort ? (thrown.cause ?? thrown) : thrown
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
  '28000', // the server refuses the user
  '28P01', // wrong password
  '3D000', // no such database
  '57P01', // the server ends, and this connection with it
  '57P02', // a process of the server crashed
  '57P03', // the server is starting or stopping
])

/** What TLS says when the server, its certificate and `sslmode` do not fit together. */
const tlsCodes = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/
const tlsWords = /SSL connection/

/** The first thing that goes wrong with a database of one's own is its address. */
function isConnectionTrouble(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== undefined) {
    return connectionCodes.has(code) || tlsCodes.test(code) || isFailedConnect(error)
  }
  // what the driver says of its own has no code: no answer in time, something else that answered
  return databaseErrorKind(error) === 'transient' || tlsWords.test(errorMessage(error))
}

/** For instance a Unix socket that is not there or closed to this user. */
function isFailedConnect(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'connect'
}
