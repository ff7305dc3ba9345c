import type { Timestamp } from '../values/timestamp.ts'

/** When builds and tests of one origin started last in a checkout; a row has at least one of the times. */
export type CheckoutOriginRow = {
  /** The checkout, → `checkouts.id`; it may not have arrived. */
  checkout_id: string
  /** Of the build, or of the test. */
  origin: string
  /** When its newest build began; dummies are builds here (hardware.md 9.2). */
  last_build: Timestamp | null
  /** When its newest test on a platform began. */
  last_test: Timestamp | null
}
