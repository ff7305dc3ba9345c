import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What work costs for which somebody waits: `cheap` work is bounded by what a page shows, `dear` work grows
 * with what is asked for.
 */
export const costs = ['cheap', 'dear'] as const
export type Cost = (typeof costs)[number]

/** Work for one request, as those see it who give turns. */
export type AskedWork = {
  readonly cost: Cost
  /** Whether it had a turn already: what was begun is not refused any more. */
  hasBegun: boolean
  /** Whether a part of the answer was sent: it would be broken off, so it waits for long. */
  isBeingSent: boolean
  /** Gives the turn that it has to others, if there is room for one more that goes on for long. */
  goesOnForLong: () => void
}

const works = new AsyncLocalStorage<AskedWork>()

/**
 * Runs work at its cost. Whoever gives turns asks for it with {@link askedWork}: as with `runWhileWanted`, a
 * parameter would go through every function between a route and its queries.
 */
export function runAtCost<Result>(cost: Cost, work: () => Result): Result {
  return works.run({ cost, hasBegun: false, isBeingSent: false, goesOnForLong: () => {} }, work)
}

/** What the running work is part of; undefined for work that is not done for a request. */
export function askedWork(): AskedWork | undefined {
  return works.getStore()
}
