import type { ScopeKind } from '../scope-kinds.ts'

/** When a scope (tree, checkout, hardware, issue) changed last, as a number of the global counter (rollup.md 7). */
export type ScopeVersionRow = {
  kind: ScopeKind
  key: string
  changed: number
}
