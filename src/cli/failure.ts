import { CommanderError } from 'commander'
import { ShutdownRequested } from '../platform/shutdown.ts'

/** What the exit status of every command means (decisions 3). */
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

/** Codes of errors whose message names the variable that cannot be used. */
const settingCodes = new Set<string | undefined>(['config_invalid', 'data_dir_unusable'])

/** The exit status for whatever a command threw. */
export function exitStatus(error: unknown): number {
  if (error instanceof CommandFailure) return error.exitStatus
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitStatuses.usage
  return settingCodes.has(codeOf(error)) ? exitStatuses.usage : exitStatuses.unable
}

/** One line for people; an error that nobody foresaw shows where it came from as well. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `treeline: ${String(error)}`
  const code = codeOf(error)
  const foreseen = error instanceof CommandFailure || error instanceof ShutdownRequested || code
  if (!foreseen) return `treeline: ${error.stack ?? error.message}`
  return `treeline: ${connectionAdvice(error) ?? error.message}`
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : undefined
}

/** The first thing that goes wrong with a database of one's own is its address. */
function connectionAdvice(error: Error): string | undefined {
  const code = codeOf(error)
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']
  const rejected = ['28000', '28P01', '3D000', '57P03']
  if (code !== undefined && [...unreachable, ...rejected].includes(code)) {
    const problem =
      error.message || (error instanceof AggregateError ? String(error.errors[0]) : code)
    return `cannot use PostgreSQL: ${problem} (check DATABASE_URL, or DB_HOST and its companions)`
  }
  return undefined
}
