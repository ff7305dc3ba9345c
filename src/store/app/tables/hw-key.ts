import type { Generated } from 'kysely'

/** A hardware group: tests of one origin on one platform with one list of compatibles. */
export type HwKeyRow = {
  /** Its number. */
  hw_id: Generated<number>
  /** SHA-256 of the other columns: long values would break a wide unique index. */
  hash: Buffer
  /** Origin of the tests. */
  origin: string
  /** The platform. */
  platform: string
  /** Its compatibles; null for the group that leaves them out. */
  compatible: string[] | null
}
