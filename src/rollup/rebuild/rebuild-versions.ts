import {
  hardwareScopeKeySql,
  revisionScopeKeysSql,
  treeScopeKeySql,
} from '../../store/app/commits/scope-keys.ts'
import { versionChannel } from '../../store/app/commits/version-channel.ts'
import type { RebuildStep } from './rebuild-step.ts'

const nextNumber = `(select changed from scope_version where kind = 'global' and key = '')`

/**
 * Gives every scope the next number: those that exist, those that have a row for the first time, and
 * those of which nothing is left, because an answer may still hang on them (rollup.md 7).
 */
export function bumpEverythingSteps(): RebuildStep[] {
  return [
    {
      name: 'count up',
      // a database restored from a dump of the roll-up's tables may lack the counter
      sql: `
        insert into scope_version as v (kind, key, changed, counted_under)
        values ('global', '', 1, pg_postmaster_start_time())
        on conflict (kind, key)
        do update set changed = v.changed + 1, counted_under = excluded.counted_under`,
    },
    {
      name: 'bump known scopes',
      sql: `update scope_version set changed = ${nextNumber} where kind <> 'global'`,
    },
    {
      name: 'bump new scopes',
      sql: `
        insert into scope_version (kind, key, changed)
        select s.kind, s.key, ${nextNumber}
        from (
          select 'heads' as kind, '' as key
          union
          select 'checkout', id from checkouts
          union
          select 'checkout', checkout_id from build_fact where checkout_id is not null
          union
          select 'revision', revision_key from (${revisionScopeKeysSql('checkouts c')}) revisions
          union
          select 'tree', ${treeScopeKeySql('c')} from checkouts c
          union
          select 'hardware', ${hardwareScopeKeySql('hardware')}
          from (
            select platform as hardware from dim
            union select unnest(compatible) from dim
            union select coalesce(platform, 'Unknown') from build_fact
          ) h
          where hardware is not null
          union
          select 'issue', id from issues
          union
          select 'issue', issue_id from incidents
        ) s
        order by s.kind, s.key
        on conflict (kind, key) do nothing`,
    },
    {
      name: 'tell listeners',
      sql: `select pg_notify('${versionChannel}', ${nextNumber}::text)`,
    },
  ]
}
