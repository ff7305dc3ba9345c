import { AsyncLocalStorage } from 'node:async_hooks'

const signals = new AsyncLocalStorage<AbortSignal>()

/**
 * Runs work that nobody wants any more once `signal` aborts, such as a request whose client leaves.
 * Whoever can stop on the way asks for it with {@link wantedUntil}: a parameter would go through every
 * function between a route and its queries, and none of them would use it.
 */
export function runWhileWanted<Result>(signal: AbortSignal, work: () => Result): Result {
  return signals.run(signal, work)
}

/** The signal after which the running work is in vain; undefined for work that is always wanted. */
export function wantedUntil(): AbortSignal | undefined {
  return signals.getStore()
}
