import type pg from 'pg'
import {
  hardwareScopeKeySql,
  revisionScopeKeysSql,
  treeScopeKeySql,
} from '../../store/app/commits/scope-keys.ts'
import { versionChannel } from '../../store/app/commits/version-channel.ts'
import { oneByOne } from '../session/joining.ts'
import { runAll, type Statement } from '../session/statement.ts'

/**
 * Counts the commit and tells the listeners of it when it is there (rollup.md 7). Under the writer lock, so
 * numbers follow the order of commits.
 */
export const countUp: Statement = {
  name: 'rollup_global_version',
  text: `
    update scope_version set changed = changed + 1, counted_under = pg_postmaster_start_time()
    where kind = 'global' and key = ''
    returning changed, pg_notify('${versionChannel}', changed::text)`,
}

/**
 * Gives the number of {@link countUp} to every scope that something touched belongs to, whether or not a count changed: answers also show
 * columns that nobody counts. A test without hardware of its own belongs to that of its build, or to
 * `Unknown` (decisions.md 1), so builds bring their platform in, and the one that they had before.
 * Other old values need no mention: a test only ever gains hardware, and a build keeps its
 * checkout.
 *
 * DISTINCT over UNION ALL, not UNION: of the result of UNION the planner believes that nothing repeats,
 * and makes room for 300,000 rows (8 MB twice, 17 ms per batch of 10,000 tests against 5).
 */
export const setTouchedScopes: Statement = {
  name: 'rollup_scope_versions',
  text: `
    with touched_build as materialized (
      select f.build_ref, f.checkout_id, f.platform
      from (
        select distinct build_ref
        from (select build_ref from build_delta union all select build_ref from test_delta) b
      ) t
      ${oneByOne('build_fact', 'f', 'f.build_ref = t.build_ref')}
    ),
    touched_checkout as materialized (
      select distinct checkout_id
      from (
        select checkout_id from noted_checkout
        union all
        select checkout_id from touched_build where checkout_id is not null
      ) c
    ),
    touched_dim as materialized (
      select d.platform, d.compatible
      from (
        select distinct dim_id
        from (
          select dim_id from test_delta
          union all
          select c.dim_id
          from build_delta b ${oneByOne('build_cell', 'c', 'c.build_ref = b.build_ref')}
        ) n
      ) t
      ${oneByOne('dim', 'd', 'd.dim_id = t.dim_id')}
    ),
    touched_hardware as (
      select distinct hardware
      from (
        select platform as hardware from touched_dim
        union all
        select unnest(compatible) from touched_dim
        union all
        select coalesce(platform, 'Unknown') from touched_build
      ) h
      where hardware is not null
    )
    insert into scope_version as v (kind, key, changed)
    select s.kind, s.key, g.changed
    from (
      select 'heads' as kind, '' as key where exists (select from noted_checkout)
      union all
      select 'checkout', checkout_id from touched_checkout
      union all
      select 'revision', revision_key from (
        ${revisionScopeKeysSql(`noted_checkout n ${oneByOne('checkouts', 'c', 'c.id = n.checkout_id')}`)}
      ) revisions
      union all
      select 'tree', tree_key
      from (
        select old_tree_key as tree_key from noted_checkout where old_tree_key is not null
        union
        select ${treeScopeKeySql('c')}
        from touched_checkout t ${oneByOne('checkouts', 'c', 'c.id = t.checkout_id')}
      ) trees
      union all
      select 'hardware', hardware_key
      from (
        select ${hardwareScopeKeySql('hardware')} as hardware_key from touched_hardware
        union
        select old_hardware_key from build_delta
      ) hardware
      union all
      select 'issue', issue_id from (
        select issue_id from noted_incident
        union
        select issue_id from noted_issue
        union
        select k.id
        from (
          select issue_ref from tree_change
          group by issue_ref, tree_ref having sum(weight) <> 0
        ) t
        ${oneByOne('issue_key', 'k', 'k.issue_ref = t.issue_ref')}
      ) issues
    ) s
    cross join (select changed from scope_version where kind = 'global' and key = '') g
    order by s.kind, s.key
    on conflict (kind, key) do update set changed = excluded.changed`,
}

/**
 * Gives the global scope alone its next number, for a change that no other one shows: look-ups by id hang
 * on nothing else (decisions.md 5).
 *
 * @returns the number
 */
export async function bumpGlobalVersion(client: pg.ClientBase): Promise<number> {
  const [counter] = await runAll(client, [countUp])
  return versionIn(counter)
}

/** The number that {@link countUp} gave. */
export function versionIn(counter: pg.QueryResult | undefined): number {
  const [row] = (counter?.rows ?? []) as { changed: number }[]
  if (row === undefined) throw new Error('scope_version has no row global')
  return row.changed
}
