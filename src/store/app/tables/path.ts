import type { Generated } from 'kysely'

/** A test path and the number that stands for it. */
export type PathRow = {
  /** Its number; 0 stands for no path and is in no row. */
  path_id: Generated<number>
  /** SHA-256 of `path`. */
  hash: Buffer
  /** The path of a test. */
  path: string
}
