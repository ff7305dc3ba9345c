import { type Kysely, sql } from 'kysely'

/**
 * Gives the checkouts of each commit hash and of each tag a scope of their own (rollup.md 7), with a new number: a local cache
 * may hold answers from a time when nobody counted them, before a way back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // all writers take it; earlier migrations of the same run may hold it already
  await sql`select pg_advisory_xact_lock(1414677829)`.execute(db)
  await sql`
    update scope_version set changed = changed + 1
    where kind = 'global' and key = '' and exists (select from checkouts)
  `.execute(db)
  await sql`
    insert into scope_version (kind, key, changed)
    select distinct 'revision', encode(sha256(convert_to(revision, 'UTF8')), 'hex'), g.changed
    from checkouts c
    cross join lateral (
      -- a list of several dimensions takes nothing appended
      select unnest(c.git_commit_tags) union all select c.git_commit_hash
    ) as named (revision)
    cross join (select changed from scope_version where kind = 'global' and key = '') g
    where revision is not null
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from scope_version where kind = 'revision'`.execute(db)
}
