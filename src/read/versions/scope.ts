import { hardwareScopeKey, revisionScopeKey } from '../../store/app/scope-keys.ts'
import type { ScopeKind } from '../../store/app/scope-kinds.ts'

/** Something that an answer hangs on (rollup.md 7). */
export type Scope = { readonly kind: ScopeKind; readonly key: string }

/** Any row of `checkouts`: which there are, and what they say. */
export const anyCheckout: Scope = { kind: 'heads', key: '' }

/** Every commit: for what has no scope of its own. */
export const anything: Scope = { kind: 'global', key: '' }

/** A checkout with its builds and their tests. */
export function ofCheckout(id: string): Scope {
  return { kind: 'checkout', key: id }
}

/**
 * The checkouts that have this commit, or this tag: which there are, and what they say.
 *
 * @param name a full hash, or a tag
 */
export function ofRevision(name: string): Scope {
  return { kind: 'revision', key: revisionScopeKey(name) }
}

/**
 * Tests on a hardware and builds that they ran on.
 *
 * @param id a platform, or a compatible
 */
export function ofHardware(id: string): Scope {
  return { kind: 'hardware', key: hardwareScopeKey(id) }
}

/** All versions of an issue, its incidents, and the trees in which it was seen. */
export function ofIssue(id: string): Scope {
  return { kind: 'issue', key: id }
}
