import type { CountKind } from '../../../domain/test-kind.ts'

/** Builds, boots and tests of one checkout on one hardware group, counted per status. */
export type CheckoutHwRow = {
  checkout_id: string
  /** For builds the group without compatibles (`pl_id`): distinct builds are counted. */
  hw_id: number
  kind: CountKind
  n0: number
  n1: number
  n2: number
  n3: number
  n4: number
  n5: number
  n6: number
}
