import type { Timestamp } from '../timestamp.ts'

/** When builds and tests of one origin started last in a checkout; a row has at least one of the times. */
export type CheckoutOriginRow = {
  /** The checkout itself may not have arrived. */
  checkout_id: string
  /** Of the build, or of the test. */
  origin: string
  /** Dummies are builds here (hardware.md 9.2). */
  last_build: Timestamp | null
  /** Of tests on a platform. */
  last_test: Timestamp | null
}
