import { sql } from 'kysely'
import {
  type Head,
  type NumberedHead,
  numberHeads,
} from '../../../domain/hardware-details/tree-of-hardware.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'
import type { ReadDatabase } from '../../database.ts'
import { headsOf } from '../heads.ts'

/**
 * The heads of trees that started in a window and were tested on some dimensions, whenever that was
 * (hardware.md 6.1, T5, T6): one per tree and origin of the checkout, then one per tree and commit.
 *
 * Whether a head was tested is asked build by build (`limit 1`): PostgreSQL would otherwise hash all
 * builds there are for a few dozen heads (reading.md 6).
 */
export async function findHeads(
  db: ReadDatabase,
  window: TimeWindow,
  dimensionIds: readonly number[],
): Promise<NumberedHead[]> {
  const { rows } = await sql<Head>`
    with head as materialized (
      ${headsOf(window)}
    )
    select head.origin, tree_name as "treeName", git_repository_branch as branch,
      git_repository_url as url, git_commit_hash as hash, git_commit_name as name,
      git_commit_tags as tags
    from head
    cross join lateral (
      select from build_fact f
      cross join lateral (
        select from build_cell c
        where c.build_ref = f.build_ref and c.dim_id = any(${dimensionIds}::int[])
        limit 1
      ) c
      where f.checkout_id = head.id
      limit 1
    ) tested
    order by start_time desc, _timestamp desc nulls last, head.id collate "C" desc`.execute(db)
  return numberHeads(rows)
}
