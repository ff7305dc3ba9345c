import { AsyncLocalStorage } from 'node:async_hooks'

/** The cost of work for a request: `cheap` work is bounded by what a page shows, `dear` work grows with what is asked for. */
export const costs = ['cheap', 'dear'] as const
export type Cost = (typeof costs)[number]

/** The work for one request, as the code that grants turns sees it. */
export type AskedWork = {
  readonly cost: Cost
  /** Whether it had a turn before: work that has begun is not refused. */
  hasBegun: boolean
  /** Whether a part of the answer was sent: it waits longer for a turn, because a refusal would break it off. */
  isBeingSent: boolean
  /** Says that the work goes on for long: it changes to a turn for long work, if one is free. */
  goesOnForLong: () => void
}

const works = new AsyncLocalStorage<AskedWork>()

/**
 * Runs work at its cost, which {@link askedWork} then knows. As with `runWhileWanted`, a parameter would go through every
 * function between a route and its queries.
 */
export function runAtCost<Result>(cost: Cost, work: () => Result): Result {
  return works.run({ cost, hasBegun: false, isBeingSent: false, goesOnForLong: () => {} }, work)
}

/** What the running work is part of; undefined for work that is not done for a request. */
export function askedWork(): AskedWork | undefined {
  return works.getStore()
}
