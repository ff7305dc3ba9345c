import { hash } from 'node:crypto'
import { programPrint } from '../../platform/program-print.ts'
import { anything, type Scope } from '../../read/versions/scope.ts'
import { tagOf } from './body-tag.ts'

/** What gives the number of the newest commit that changed a scope, of several, in one state of the data; null where there is none. */
export type LastChangesInState = (
  scopes: readonly Scope[],
) => Promise<((scope: Scope) => number) | null>

/** What is asked for, and of which data. */
export type AskedOf = { readonly key: string; readonly dataset: string }

/**
 * The tag of an answer that is sent before all of it is known: that of the state of the data which it shows, as far as it hangs on it.
 * Every process gives the same. Another program may write the same data in another way.
 *
 * @param scopes that the answer hangs on; null for all that there is
 * @returns null when the answer shows no single state
 */
export async function stateTag(
  { key, dataset }: AskedOf,
  scopes: readonly Scope[] | null,
  lastChanges: LastChangesInState,
): Promise<string | null> {
  const wanted = scopes ?? [anything]
  const changed = await lastChanges(wanted)
  if (changed === null) return null
  const changes = wanted.map((scope) => `${scope.kind} ${scope.key} ${changed(scope)}`).sort()
  const state = JSON.stringify([programPrint(), dataset, key, changes])
  return tagOf(hash('sha256', state, 'base64url'))
}
