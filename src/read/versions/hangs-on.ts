import { AsyncLocalStorage } from 'node:async_hooks'
import { anything, type Scope } from './scope.ts'

const named = new AsyncLocalStorage<Map<string, Scope>>()

/** An answer that hangs on more scopes counts as hanging on everything: to look whether they changed would cost more than it. */
const mostScopes = 2_000

/**
 * Declares which scopes the answer that is being read depends on: it changes only when one of them gets a new number
 * (rollup.md 7). A read that declares any must declare all. The scopes go to {@link withScopes} by an asynchronous
 * context, because a parameter for them would go through every function between a route and its queries.
 */
export function answerHangsOn(scopes: Iterable<Scope>): void {
  const names = named.getStore()
  if (names === undefined) return
  for (const scope of scopes) {
    names.set(nameOf(scope), scope)
    if (names.size <= mostScopes) continue
    names.clear()
    names.set(nameOf(anything), anything)
    return
  }
}

function nameOf({ kind, key }: Scope): string {
  return `${kind} ${key}`
}

/** The scopes that the running work has declared so far. */
export function namedScopes(): readonly Scope[] {
  return [...(named.getStore()?.values() ?? [])]
}

/** Runs a piece of work, and gives its result with the scopes that it has declared. */
export async function withScopes<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; scopes: readonly Scope[] }> {
  const names = new Map<string, Scope>()
  const result = await named.run(names, work)
  return { result, scopes: [...names.values()] }
}
