import type { CountKind } from '../../../domain/test-kind.ts'

/** Builds, boots and tests of one checkout, counted per status. */
export type CheckoutCountRow = {
  checkout_id: string
  kind: CountKind
  n0: number
  n1: number
  n2: number
  n3: number
  n4: number
  n5: number
  n6: number
}
