import { sql } from 'kysely'
import { firstInstant, lastInstant } from '../instant-bounds.ts'
import {
  arrangeSelectors,
  type SelectableCheckout,
  type SelectableTree,
} from '../../domain/hardware-listing/selectors.ts'
import type { ReadDatabase } from '../database.ts'

export type SelectorsRequest = {
  origin: string
  /** Whether the origin is known by its tests, as it builds nothing itself (hardware.md D5). */
  isTestOnly: boolean
  now: Date
}

const daysBack = 30

/**
 * Trees, branches and revisions that an origin built lately, or tested on some platform (hardware.md 9.2).
 * The checkout itself may be of any age and origin. One that lacks a name, or an instant that can be
 * written, cannot be chosen (hardware.md D4).
 */
export async function readSelectors(
  db: ReadDatabase,
  { origin, isTestOnly, now }: SelectorsRequest,
): Promise<SelectableTree[]> {
  const since = new Date(now.getTime() - daysBack * 24 * 60 * 60 * 1000).toISOString()
  const last = sql.ref(isTestOnly ? 'last_test' : 'last_build')
  // one scan of the key for all checkouts (`any`), also when 30 days are half of all that is stored: 3.2 ms for
  // 2,200 of them, 6.0 by a look-up for each
  // told apart in the process: DISTINCT ON by five texts takes 1 to 4 ms more (reading.md 3)
  const { rows } = await sql<SelectableCheckout>`
    select c.tree_name as "treeName", c.git_repository_url as url,
      c.git_repository_branch as branch, c.git_commit_hash as hash, c.git_commit_name as name,
      c.start_time as "startTime"
    from checkouts c
    where c.id = any(array(
        select checkout_id from checkout_origin
        where origin = ${origin} and ${last} > ${since}::timestamptz and ${last} <= ${lastInstant}
      ))
      and c.tree_name is not null and c.git_repository_url is not null
      and c.git_repository_branch is not null and c.git_commit_hash is not null
      and c.start_time between ${firstInstant} and ${lastInstant}
    order by c.start_time desc, c.git_commit_hash collate "C", c.git_commit_name collate "C"`.execute(
    db,
  )
  return arrangeSelectors(rows)
}
