import type { CountKind } from '../../../domain/test-kind.ts'

/** Builds, boots and tests of one checkout on one hardware group, counted per status. */
export type CheckoutHwRow = {
  /** The checkout, → `checkouts.id`; it may not have arrived. */
  checkout_id: string
  /** The hardware, → `hw_key.hw_id`. For builds the group without compatibles (`pl_id`): distinct builds are counted. */
  hw_id: number
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
