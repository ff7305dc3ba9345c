import type pg from 'pg'
import type { MissingNumbers } from '../dictionaries/dictionaries.ts'
import type { Statement } from '../session/statement.ts'

/** How many of the noted rows differ from what was counted of them. `lost`: what was counted does not hold any more. */
export type Extent = MissingNumbers & {
  new_builds: number
  changed_builds: number
  lost_builds: number
  changed_tests: number
  lost_tests: number
  incidents: number
  /** Incidents that may concern other builds or lead to other trees than before. */
  touched_incidents: number
  /** Checkouts that have arrived now, or whose tree is another. */
  moved_checkouts: number
}

/** Measures what the roll-up of a batch has to do. */
export const measureExtent: Statement = {
  name: 'rollup_extent',
  text: `
    select b.*, t.*, i.*, c.*
    from (
      select count(*) filter (where is_new)::integer as new_builds,
        count(*) filter (where is_changed)::integer as changed_builds,
        count(*) filter (where is_changed and old_checkout_id is not null)::integer as lost_builds
      from build_delta
    ) b
    cross join (
      select count(*) filter (where is_changed)::integer as changed_tests,
        count(*) filter (where is_changed and old_build_ref is not null)::integer as lost_tests,
        count(*) filter (where build_ref is null)::integer as missing_builds,
        count(*) filter (where dim_id is null)::integer as missing_dimensions,
        count(*) filter (where path_id is null)::integer as missing_paths
      from test_delta
    ) t
    cross join (
      select (select count(*) from noted_incident)::integer as incidents,
        (select count(*) from touched_incident)::integer as touched_incidents
    ) i
    cross join (
      select count(*)::integer as moved_checkouts
      from noted_checkout where tree_hash is distinct from old_tree_hash
    ) c`,
}

/** Reads the result of {@link measureExtent}. */
export function extentIn(result: pg.QueryResult | undefined): Extent {
  const [extent] = (result?.rows ?? []) as Extent[]
  if (extent === undefined) throw new Error('an aggregate without groups gave no row')
  return extent
}
