import type { CountKind } from '../../../domain/test-kind.ts'

/** Builds, boots and tests of one checkout, counted per status. */
export type CheckoutCountRow = {
  /** The checkout, → `checkouts.id`; it may not have arrived. */
  checkout_id: string
  /** What is counted. */
  kind: CountKind
  /** Those without a result. */
  n0: number
  /** Those that passed. */
  n1: number
  /** Those that failed. */
  n2: number
  /** Those that were skipped. */
  n3: number
  /** Those that ended in an error. */
  n4: number
  /** Those that are missing. */
  n5: number
  /** Those that are done. */
  n6: number
}
