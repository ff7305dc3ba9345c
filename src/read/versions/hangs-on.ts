import { AsyncLocalStorage } from 'node:async_hooks'
import { anything, type Scope } from './scope.ts'

const named = new AsyncLocalStorage<Map<string, Scope>>()

/** An answer that hangs on more of them hangs on everything: looking whether they changed would cost more than the answer. */
const mostScopes = 2_000

/**
 * Says what the answer that is being read hangs on: it changes only when one of these gets a new number
 * (rollup.md 7). Reads that say so say all of it. A parameter would go through every function between a
 * route and its queries.
 */
export function hangOn(scopes: Iterable<Scope>): void {
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

/** What the running work has said so far that it hangs on. */
export function namedScopes(): readonly Scope[] {
  return [...(named.getStore()?.values() ?? [])]
}

/** What a piece of work gave, and what it said that it hangs on. */
export async function withScopes<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; scopes: readonly Scope[] }> {
  const names = new Map<string, Scope>()
  const result = await named.run(names, work)
  return { result, scopes: [...names.values()] }
}
