import { availableParallelism } from 'node:os'
import { askedWork, type Cost } from '../../../platform/turns/asked-cost.ts'
import { Overloaded } from '../../../platform/turns/overloaded.ts'
import { type Turn, TurnQueue } from '../../../platform/turns/turn-queue.ts'

/**
 * Whoever would wait for longer is told at once to come back later, in milliseconds: clients that wait for
 * seconds ask a second time.
 */
const longestQueueMs = 2_000

/**
 * How long an answer of which a part was sent waits to go on, in milliseconds: to break it off costs its client all that it
 * has. Six lists of 600,000 tests that went on after half a minute, on a busy machine, sometimes waited for more than
 * the five seconds that others wait for a connection.
 */
const longestPauseMs = 60_000

/** Turns for connections, by what they are wanted for. */
export type ConnectionShares = {
  readonly queues: Readonly<Record<Cost | 'long', TurnQueue>>
  /**
   * Waits for a turn; null for who works for no request, which nobody floods.
   *
   * @throws Overloaded for a request that would wait for too long, before anything was done for it
   * @throws Error when nobody waits for the answer any longer
   */
  take: (signal: AbortSignal | undefined) => Promise<Turn | null>
}

/**
 * Parts the connections of a pool among those who ask for cheap and for dear answers, so that no flood of
 * the ones holds up the others. Dear ones get no more than there are processors, and half of the pool at
 * most: more at once would end later, all of them. Whoever sends a long list while it is read needs little of the
 * database, for long: such work has connections of its own, so that others need not wait for its end.
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
