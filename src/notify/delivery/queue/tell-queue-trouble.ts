import { errorMessage } from '../../../platform/errors/error-message.ts'
import type { Logger } from '../../../platform/log/log.ts'

/** How long the same is not said again, in milliseconds. */
const quietMs = 60_000

/** So many different ones are remembered. */
const reasonsMax = 100

/** Which of several workers found it, as the library says it, is nothing for people. */
const finder = / \(Queue: [^()]*, Worker: [^()]*\)$/

/**
 * Tells of what is wrong with the queue at once, and again each minute while it goes on: the library finds it three times
 * a second while PostgreSQL is away.
 *
 * @param now a clock that only goes forward, in milliseconds
 */
export function tellQueueTrouble(
  log: Pick<Logger, 'warn'>,
  now: () => number = () => performance.now(),
): (error: unknown) => void {
  const said = new Map<string, number>()
  return (error) => {
    const reason = errorMessage(error).replace(finder, '')
    const before = said.get(reason)
    if (before !== undefined && now() - before < quietMs) return
    if (said.size >= reasonsMax) said.clear()
    said.set(reason, now())
    log.warn({ reason }, 'the queue of mails and notices does not work for now')
  }
}
