import { type Kysely, sql } from 'kysely'

/**
 * Indexes of the KCIDB tables for pages of issues, hardware, history and metrics (reading.md 2), each
 * with the query that needs it. An entry holds about 2,700 bytes, an id up to 2,000 and an origin up
 * to 500: no index here has two ids, and none a text without limit.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const index of indexes) await index.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index incidents_issue, incidents_build_arrival, incidents_build_issue, checkouts_start_time,
      checkouts_timestamp, checkouts_origin_repository, checkouts_tree_repository
  `.execute(db)
}

const aboutBuilds = sql.raw('where build_id is not null and present is distinct from false')

const indexes = [
  // first and last incident of an issue, and lists of its incidents; equal times are sorted by id
  sql`create index incidents_issue on incidents (issue_id, issue_version, _timestamp)`,
  // metrics: build incidents of a window by origin and issue. The condition must be in the index, or
  // each row is read from the table: 7.7 ms against 2.8 for 7 days
  sql`
    create index incidents_build_arrival
      on incidents (_timestamp) include (origin, issue_id, issue_version) ${aboutBuilds}
  `,
  // metrics: the first build incident of an issue tells whether it is new
  sql`
    create index incidents_build_issue on incidents (issue_id, _timestamp) include (origin)
      ${aboutBuilds}
  `,
  // heads of all origins in a window: hardware listing and details
  sql`create index checkouts_start_time on checkouts (start_time)`,
  // metrics: checkouts of a window. Their tree names have no limit and stay out of the index
  sql`create index checkouts_timestamp on checkouts (_timestamp)`,
  // status history: checkouts of a branch as one origin fetched it, newest first
  sql`
    create index checkouts_origin_repository on checkouts (
      hashtextextended(origin || ' ' || git_repository_url || ' ' || git_repository_branch, 0),
      start_time desc nulls last
    )
  `,
  // hardware commit-history: checkouts of a tree, whoever fetched it, newest first
  sql`
    create index checkouts_tree_repository on checkouts (
      hashtextextended(tree_name || ' ' || git_repository_url || ' ' || git_repository_branch, 0),
      start_time desc nulls last
    )
  `,
]
