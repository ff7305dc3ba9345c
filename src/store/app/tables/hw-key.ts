import type { Generated } from 'kysely'

/** A hardware group: tests of one origin on one platform with one list of compatibles. */
export type HwKeyRow = {
  hw_id: Generated<number>
  hash: Buffer
  origin: string
  platform: string
  compatible: string[] | null
}
