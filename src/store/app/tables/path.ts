import type { Generated } from 'kysely'

/** A test path and the number that stands for it. */
export type PathRow = {
  path_id: Generated<number>
  hash: Buffer
  path: string
}
