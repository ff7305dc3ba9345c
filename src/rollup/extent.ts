import type pg from 'pg'
import type { MissingNumbers } from './dictionaries.ts'
import { runAll, type Statement } from './statement.ts'

/** How much of what was noted differs from what was counted; `lost` is what was counted and no longer holds. */
export type Extent = MissingNumbers & {
  new_builds: number
  changed_builds: number
  /** Builds that have arrived now, and those of which only tests were known. */
  known_builds: number
  lost_builds: number
  changed_tests: number
  lost_tests: number
  /** Tests that were never counted and have a present incident. */
  new_tests_with_issue: number
  incidents: number
  /** Checkouts that have arrived now, or whose tree is another. */
  moved_checkouts: number
}

const measureExtent: Statement = {
  name: 'rollup_extent',
  text: `
    select b.*, t.*, i.*, c.*
    from (
      select count(*) filter (where is_new)::integer as new_builds,
        count(*) filter (where is_changed)::integer as changed_builds,
        count(*) filter (where is_changed and old_checkout_id is null)::integer as known_builds,
        count(*) filter (where is_changed and old_checkout_id is not null)::integer as lost_builds
      from build_delta
    ) b
    cross join (
      select count(*) filter (where is_changed)::integer as changed_tests,
        count(*) filter (where is_changed and old_build_ref is not null)::integer as lost_tests,
        count(*) filter (where old_build_ref is null and issue_ref <> 0)::integer
          as new_tests_with_issue,
        count(*) filter (where build_ref is null)::integer as missing_builds,
        count(*) filter (where dim_id is null)::integer as missing_dimensions,
        count(*) filter (where path_id is null)::integer as missing_paths
      from test_delta
    ) t
    cross join (select count(*)::integer as incidents from noted_incident) i
    cross join (
      select count(*)::integer as moved_checkouts
      from noted_checkout where tree_hash is distinct from old_tree_hash
    ) c`,
}

/** Measures what the roll-up of the batch has to do: most batches lose nothing. */
export async function extentOf(client: pg.ClientBase): Promise<Extent> {
  const [result] = await runAll(client, [measureExtent])
  const [extent] = (result?.rows ?? []) as Extent[]
  if (extent === undefined) throw new Error('an aggregate without groups gave no row')
  return extent
}
