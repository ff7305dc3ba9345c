/**
 * What an answer may depend on. Each has a row in `scope_version` per key, bumped in the transaction
 * that changed it (rollup.md 7).
 *
 * - `global`, key '': every write; its number is the counter all others take their number from
 * - `heads`, key '': any checkout row
 * - `checkout`, key = checkout id: the row itself, its builds, their tests
 * - `revision`, key = SHA-256 of a commit hash or of a tag: any checkout row that has it
 * - `tree`, key = SHA-256 of (origin, tree name, url, branch): any of its checkouts
 * - `hardware`, key = SHA-256 of a platform or of one compatible: tests and builds on it
 * - `issue`, key = issue id: the issue, one of its incidents, or the trees in which it was seen
 */
export const scopeKinds = [
  'global',
  'heads',
  'checkout',
  'revision',
  'tree',
  'hardware',
  'issue',
] as const
export type ScopeKind = (typeof scopeKinds)[number]
