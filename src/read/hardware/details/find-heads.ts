import { type RawBuilder, sql } from 'kysely'
import {
  type Head,
  type NumberedHead,
  numberHeads,
} from '../../../domain/hardware-details/tree-of-hardware.ts'
import type { TimeWindow } from '../../../domain/time-window.ts'
import type { ReadDatabase } from '../../database.ts'
import type { DimensionsOfHardware } from '../dimensions-of-hardware.ts'
import { answerHangsOn } from '../../versions/hangs-on.ts'
import { anyCheckout } from '../../versions/scope.ts'
import { headsOf } from '../heads.ts'

/**
 * The heads of trees that started in a window and were tested on some hardware, whenever that was
 * (hardware.md 6.1, T5, T6): one per tree and origin of the checkout, then one per tree and commit.
 */
export async function findHeads(
  db: ReadDatabase,
  window: TimeWindow,
  dimensions: DimensionsOfHardware,
): Promise<NumberedHead[]> {
  answerHangsOn([anyCheckout])
  const { rows } = await sql<Head>`
    with head as materialized (
      ${headsOf(window)}
    )
    select origin, tree_name as "treeName", git_repository_branch as branch,
      git_repository_url as url, git_commit_hash as hash, git_commit_name as name,
      git_commit_tags as tags
    from head
    where id = any(array(${testedCheckouts(dimensions)}))
    order by start_time desc, _timestamp desc nulls last, id collate "C" desc`.execute(db)
  return numberHeads(rows)
}

/**
 * A query for the checkouts among `head` of which a build was tested on the hardware. Checkouts are counted
 * by hardware group: 0.2 ms for 71 heads, where it took 2 to ask the cells of their 1,035 builds. Those are
 * asked only about dimensions without a group.
 */
function testedCheckouts({ groups, withoutGroup }: DimensionsOfHardware): RawBuilder<unknown> {
  const inGroup = sql`
      select checkout_id from checkout_hw
      where checkout_id = any(array(select id from head))
        and hw_id = any(${groups}::int[]) and kind <> 'B'`
  if (withoutGroup.length === 0) return inGroup
  // all builds at once (`any`): with a plain join, PostgreSQL would hash all builds there are (reading.md 6)
  return sql`${inGroup}
      union all
      select f.checkout_id
      from build_cell c
      join build_fact f using (build_ref)
      where c.dim_id = any(${withoutGroup}::int[])
        and c.build_ref = any(array(
          select build_ref from build_fact where checkout_id = any(array(select id from head))
        ))`
}
