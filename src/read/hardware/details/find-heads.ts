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
 * Which heads were tested is asked of all their builds at once (`any`), 1.6 ms for 71 heads with 894 builds
 * where it took 2.1 to ask build by build. Joined plainly, PostgreSQL would hash all builds there are
 * (reading.md 6).
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
    select origin, tree_name as "treeName", git_repository_branch as branch,
      git_repository_url as url, git_commit_hash as hash, git_commit_name as name,
      git_commit_tags as tags
    from head
    where id = any(array(
      select f.checkout_id
      from build_cell c
      join build_fact f using (build_ref)
      where c.dim_id = any(${dimensionIds}::int[])
        and c.build_ref = any(array(
          select build_ref from build_fact where checkout_id = any(array(select id from head))
        ))
    ))
    order by start_time desc, _timestamp desc nulls last, id collate "C" desc`.execute(db)
  return numberHeads(rows)
}
