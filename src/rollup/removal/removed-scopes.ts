import type pg from 'pg'
import {
  hardwareScopeKeySql,
  revisionScopeKeysSql,
  treeScopeKeySql,
} from '../../store/app/commits/scope-keys.ts'
import { runAll, type Statement } from '../session/statement.ts'
import { countUp } from '../versions/bump-versions.ts'

/**
 * Every scope that something belongs to which goes, or which names what goes. A build shows on the hardware
 * of all its tests, so one that goes, or whose incident goes, brings in all of it. Rows and facts must be as
 * they were.
 */
export const noteScopes: readonly Statement[] = [
  {
    name: 'removal_scopes_of_checkouts',
    text: `
      insert into touched_scope (kind, key)
      with touched as (
        select checkout_id from gone_checkout
        union
        select checkout_id from losing_build where checkout_id is not null
      )
      select 'checkout', checkout_id from touched
      union
      select 'tree', ${treeScopeKeySql('c')}
      from touched join checkouts c on c.id = touched.checkout_id
      union
      select 'revision', revision_key from (
        ${revisionScopeKeysSql('gone_checkout g join checkouts c on c.id = g.checkout_id')}
      ) revisions
      union
      select 'heads', '' where exists (select from gone_checkout)`,
  },
  {
    name: 'removal_scopes_of_hardware',
    text: `
      insert into touched_scope (kind, key)
      with touched_dim as (
        select d.platform, d.compatible
        from (
          select dim_id from gone_sum
          union
          select c.dim_id
          from losing_build l join build_cell c on c.build_ref = l.build_ref
          where l.is_gone or l.is_named
        ) t
        join dim d on d.dim_id = t.dim_id
      )
      select distinct 'hardware', ${hardwareScopeKeySql('hardware')}
      from (
        select platform as hardware from touched_dim
        union
        select unnest(compatible) from touched_dim
        union
        select coalesce(platform, 'Unknown') from losing_build
      ) h
      where hardware is not null`,
  },
  {
    name: 'removal_scopes_of_issues',
    text: `
      insert into touched_scope (kind, key)
      select distinct 'issue', issue_id from gone_incident`,
  },
]

const bump: Statement = {
  name: 'removal_scope_versions',
  text: `
    insert into scope_version as v (kind, key, changed)
    select s.kind, s.key, g.changed
    from (select distinct kind, key from touched_scope) s
    cross join (select changed from scope_version where kind = 'global' and key = '') g
    order by s.kind, s.key
    on conflict (kind, key) do update set changed = excluded.changed`,
}

/** Gives every noted scope the next number of the global counter (rollup.md 7). */
export async function bumpNotedScopes(client: pg.ClientBase): Promise<void> {
  await runAll(client, [countUp, bump])
}
