import { hardwareScopeKey, revisionScopeKey } from '../../store/app/commits/scope-keys.ts'
import type { ScopeKind } from '../../store/app/commits/scope-kinds.ts'

/** A part of the data that answers depend on and that has a version of its own (rollup.md 7). */
export type Scope = { readonly kind: ScopeKind; readonly key: string }

/** The table of checkouts: it changes with each row that comes, goes or changes. */
export const anyCheckout: Scope = { kind: 'heads', key: '' }

/** All data: every commit changes it. For answers that depend on what has no scope of its own. */
export const anything: Scope = { kind: 'global', key: '' }

/** A checkout with its builds and their tests. */
export function ofCheckout(id: string): Scope {
  return { kind: 'checkout', key: id }
}

/**
 * The rows of checkouts that have this commit or this tag.
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
