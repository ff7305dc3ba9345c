import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { pino, type DestinationStream, type Logger } from 'pino'
import { isKept, keepLines } from './kept-output.ts'
import { logText } from './log-text.ts'
import { logTime } from './log-time.ts'
import { writeTogether } from './write-together.ts'

export type { Logger }

/**
 * The log of the process: one JSON line per event on standard error, so that standard output stays
 * free for what a command answers. A terminal gets the same as text.
 */
export function createLog(level: string, write = writeLogLine): Logger {
  const settings = {
    level,
    base: null,
    timestamp: logTime,
    serializers: { err: describeError },
    formatters: { level: (name: string) => ({ level: name }) },
  }
  return pino(settings, { write })
}

/**
 * One for the process, so that lines of several logs keep their order. A file is written to by its number: a stream
 * takes nothing any more after its disk was full once.
 */
const destination = destinationOf({
  isTTY: process.stderr.isTTY,
  write: writeTogether(
    isMainThread && isKept(2)
      ? { write: keepLines((bytes) => writeSync(2, bytes)) }
      : process.stderr,
  ),
})

/** Writes a line as the log of the process writes its own. */
export function writeLogLine(line: string): void {
  destination.write(line)
}

/** Where lines go, and whether somebody reads them there. */
export type LogOutput = { readonly isTTY?: boolean; write: (text: string) => unknown }

/**
 * Hands lines on; an output that takes none (a full disk) costs the line and nothing else. Not pino's
 * own destination: it tries for ever to write to a terminal that was closed, and takes 5.2 µs a line
 * instead of 3.1.
 */
export function destinationOf(output: LogOutput): DestinationStream {
  const shape = output.isTTY === true ? logText : (line: string) => line
  return {
    write: (line) => {
      try {
        output.write(shape(line))
      } catch {
        // There is nobody to tell.
      }
    },
  }
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
