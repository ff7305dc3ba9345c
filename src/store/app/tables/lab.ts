import type { Generated } from 'kysely'

/** A lab that a test names, as a number. Append-only. */
export type LabRow = {
  /** Its number. */
  lab_id: Generated<number>
  /** SHA-256 of `lab`. */
  hash: Buffer
  /** The name. */
  lab: string
}
