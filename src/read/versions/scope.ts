import type { ScopeKind } from '../../store/app/scope-kinds.ts'

/** Something that an answer hangs on (rollup.md 7). */
export type Scope = { readonly kind: ScopeKind; readonly key: string }
