import type { Logger } from '../../platform/log/log.ts'
import { endWithinMs } from '../../platform/process/shutdown.ts'

/** When something happens after a command was asked to end, in milliseconds. */
const defaultTimes = {
  /** What is waited for is told, for the first time and again. */
  tell: 2_000,
  tellAgain: 3_000,
  /** The database is waited for no longer. */
  abandon: 8_000,
  /** Nothing is. */
  insist: endWithinMs,
}

export type Ending = {
  /** Aborted when the command is asked to end. */
  signal: AbortSignal
  /** What it waits for, in words for people. */
  waitingFor: () => readonly string[]
  /** Cuts the connections to the database. */
  abandonDatabase: () => void
  /** Ends the process at once. */
  insist: () => void
  log: Pick<Logger, 'warn'>
  times?: typeof defaultTimes
}

/**
 * Sees to it that a command which was asked to end does so within 15 s, whatever hangs, and says what
 * it waits for meanwhile. A database that does not answer is given up after 8 s: what waits for it fails
 * and is cleaned up in order; what was not committed is as if it had never been begun.
 */
export function endInTime({ times = defaultTimes, ...ending }: Ending): Disposable {
  const { signal, waitingFor, abandonDatabase, insist, log } = ending
  const timers: NodeJS.Timeout[] = []
  const after = (ms: number, act: () => void) => timers.push(setTimeout(act, ms))
  const tell = () => {
    log.warn({ waitingFor: waitingFor() }, 'was asked to end, and waits')
    after(times.tellAgain, tell)
  }
  const begin = () => {
    after(times.tell, tell)
    after(times.abandon, () => {
      log.warn({ waitingFor: waitingFor() }, 'connections to PostgreSQL are cut')
      abandonDatabase()
    })
    after(times.insist, () => {
      log.warn({ waitingFor: waitingFor() }, 'ended at once, for nothing else helps')
      insist()
    })
  }
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  return {
    [Symbol.dispose]: () => {
      signal.removeEventListener('abort', begin)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
