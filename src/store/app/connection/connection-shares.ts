import { availableParallelism } from 'node:os'
import { askedWork, type Cost } from '../../../platform/turns/asked-cost.ts'
import { Overloaded } from '../../../platform/turns/overloaded.ts'
import { type Turn, TurnQueue } from '../../../platform/turns/turn-queue.ts'

/**
 * Requests that would wait longer for a turn are refused at once, in milliseconds: clients that wait for seconds ask a
 * second time.
 */
const longestQueueMs = 2_000

/**
 * How long an answer that was sent in part waits to go on, in milliseconds: its client would lose all that it has. On a
 * busy machine six lists of 600,000 tests, which wait for another connection every half minute, sometimes waited longer
 * than the five seconds that others have.
 */
const longestPauseMs = 60_000

/** Turns for connections, by the cost of the work. */
export type ConnectionShares = {
  readonly queues: Readonly<Record<Cost | 'long', TurnQueue>>
  /**
   * Waits for a turn; null for work that is done for no request and needs none.
   *
   * @throws Overloaded for a request that would wait too long, before anything was done for it
   * @throws Error when the signal aborts, because nobody waits for the answer
   */
  take: (signal: AbortSignal | undefined) => Promise<Turn | null>
}

/**
 * Divides the connections of a pool among cheap and dear requests, so that no flood of one kind holds up the other. Dear
 * requests get as many as there are processors, and half of the pool at most: with more at once, all of them would end
 * later. A long list that is sent while it is read needs little of the database for a long time; such lists have
 * connections of their own, so that no other request waits for their end.
 */
export function shareConnections(
  poolSize: number,
  acquireTimeoutMs: number,
  processors = availableParallelism(),
): ConnectionShares {
  const dear = Math.max(1, Math.min(Math.floor(poolSize / 2), processors))
  const long = Math.floor((poolSize - dear) / 2)
  const queues = {
    cheap: new TurnQueue(Math.max(1, poolSize - dear - long)),
    dear: new TurnQueue(dear),
    long: new TurnQueue(long),
  }
  return {
    queues,
    take: async (signal) => {
      const work = askedWork()
      if (work === undefined) return null
      const queue = queues[work.cost]
      const waitMs = queue.expectedWaitMs
      if (!work.hasBegun && waitMs > longestQueueMs) throw new Overloaded(waitMs)
      const patienceMs = work.isBeingSent ? longestPauseMs : acquireTimeoutMs
      let turn = await queue.take(patienceMs, signal)
      work.hasBegun = true
      work.goesOnForLong = () => {
        const longTurn = queues.long.tryTake()
        if (longTurn === null) return
        work.goesOnForLong = () => {}
        turn.end()
        turn = longTurn
      }
      return {
        end: () => {
          work.goesOnForLong = () => {}
          turn.end()
        },
      }
    },
  }
}
