import { pino, type Logger } from 'pino'

export type { Logger }

/**
 * The log of the process: one JSON line per event on standard error, so that standard output stays
 * free for what a command answers.
 */
export function createLog(level: string): Logger {
  const serializers = { err: describeError }
  const timestamp = pino.stdTimeFunctions.isoTime
  return pino({ level, base: null, timestamp, serializers }, pino.destination(2))
}

type ErrorDescription = {
  type: string
  message: string
  code?: unknown
  stack?: string
  cause?: ErrorDescription
}

/**
 * What a log says of an error. Nothing else that hangs on it: the database driver attaches the whole
 * connection to its errors, pages of state that hold a password.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  return {
    type: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}
