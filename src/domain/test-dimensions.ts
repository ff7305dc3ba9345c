import type { TestKind } from './test-kind.ts'

/** Where a test or boot ran and who ran it: one row of the dictionary `dim`. */
export type TestDimensions = {
  readonly id: number
  readonly kind: TestKind
  /** Origin of the test. */
  readonly origin: string
  readonly platform: string | null
  /** The compatible strings of the device, most specific first. */
  readonly compatible: readonly string[] | null
  /** `misc.runtime`. */
  readonly lab: string | null
}

/** The two kinds that answers tell apart; a test without a path is a test (trees.md 4.3). */
export type ItemKind = 'boot' | 'test'

/** Whether a dictionary row describes boots or tests. */
export function itemKind({ kind }: Pick<TestDimensions, 'kind'>): ItemKind {
  return kind === 'b' ? 'boot' : 'test'
}
