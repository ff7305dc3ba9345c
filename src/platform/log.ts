import { pino, type Logger } from 'pino'

export type { Logger }

/**
 * The log of the process: one JSON line per event on standard error, so that standard output stays
 * free for what a command answers.
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
