import { sql } from 'kysely'
import { firstInstantSql, lastInstantSql } from '../instant-bounds-sql.ts'
import {
  arrangeSelectors,
  type SelectableBranch,
  type SelectableTree,
} from '../../domain/hardware-listing/selectors.ts'
import type { ReadDatabase } from '../database.ts'
import { packedCheckouts, unpackCheckouts } from './packed-checkouts.ts'

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
  const { rows } = await sql<Omit<SelectableBranch, 'checkouts'> & { checkouts: string }>`
    select c.tree_name as "treeName", c.git_repository_url as url,
      c.git_repository_branch as branch, ${packedCheckouts} as checkouts
    from checkouts c
    where c.id = any(array(
        select checkout_id from checkout_origin
        where origin = ${origin} and ${last} > ${since}::timestamptz and ${last} <= ${lastInstantSql}
      ))
      and c.tree_name is not null and c.git_repository_url is not null
      and c.git_repository_branch is not null and c.git_commit_hash is not null
      and c.start_time between ${firstInstantSql} and ${lastInstantSql}
    group by c.tree_name, c.git_repository_url, c.git_repository_branch`.execute(db)
  return arrangeSelectors(
    rows.map((row) => ({ ...row, checkouts: unpackCheckouts(row.checkouts) })),
  )
}
