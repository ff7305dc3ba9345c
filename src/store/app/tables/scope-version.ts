import type { ScopeKind } from '../commits/scope-kinds.ts'
import type { Timestamp } from '../values/timestamp.ts'

/** When a scope (tree, checkout, hardware, issue) changed last, as a number of the global counter (rollup.md 7). */
export type ScopeVersionRow = {
  /** What answers depend on. */
  kind: ScopeKind
  /** Which of them; for `checkout` and `issue` the id, for others a hash or nothing. */
  key: string
  /** Number of the last write that touched it. */
  changed: number
  /** Of the counter: when the server was started on which it counted last (`newest-commit.ts`). */
  counted_under: Timestamp | null
}
