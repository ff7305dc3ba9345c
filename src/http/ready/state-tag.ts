import { hash } from 'node:crypto'
import { programPrint } from '../../platform/process/program-print.ts'
import { anything, type Scope } from '../../read/versions/scope.ts'
import { tagOf } from './body-tag.ts'

/** Reads which commit changed each of some scopes last, in the state that an answer shows; null when it shows no single state. */
export type LastChangesInState = (
  scopes: readonly Scope[],
) => Promise<((scope: Scope) => number) | null>

/** What is asked for, and of which dataset. */
export type AskedOf = { readonly key: string; readonly dataset: string }

/**
 * The tag of an answer whose head is sent before its body is known: a hash of the request and of the versions that the
 * answer depends on. Every process makes the same tag. Another version of the program makes another one, because it may
 * write the same data differently.
 *
 * @param scopes what the answer depends on; null for all data
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
