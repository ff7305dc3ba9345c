import { type Kysely, sql } from 'kysely'

/**
 * Indexes of the KCIDB tables beyond their primary keys. Each serves a query of ours, named beside
 * it; lists of builds and tests take their ids from the fact tables and need none here.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // details of a commit named by its hash
  await sql`create index checkouts_commit_hash on checkouts (git_commit_hash)`.execute(db)
  // details of a commit named by one of its tags (written as containment, trees.md 12.3)
  await sql`create index checkouts_commit_tags on checkouts using gin (git_commit_tags)`.execute(db)
  // tree listing and origins: checkouts of a window of time
  await sql`create index checkouts_origin_start_time on checkouts (origin, start_time)`.execute(db)
  // latest checkout of a tree, read newest first; a hash of the names, because together they may be
  // longer than a b-tree entry. An index on the branch alone finds a third of all checkouts: `master`
  await sql`
    create index checkouts_tree_branch on checkouts (
      hashtextextended(origin || ' ' || tree_name || ' ' || git_repository_branch, 0),
      start_time desc nulls last
    )
  `.execute(db)
  // issues of a build; roll-up of incidents
  await sql`
    create index incidents_build_id on incidents (build_id) where build_id is not null
  `.execute(db)
  // issues of a test; the earliest incident of a test in the roll-up
  await sql`
    create index incidents_test_id on incidents (test_id) where test_id is not null
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index checkouts_commit_hash, checkouts_commit_tags, checkouts_origin_start_time,
      checkouts_tree_branch, incidents_build_id, incidents_test_id
  `.execute(db)
}
