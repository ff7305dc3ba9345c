import { sql } from 'kysely'
import { lastInstant } from '../../../instant-bounds.ts'
import type { ReadDatabase } from '../../../database.ts'
import type { HistoryScope } from './history-scope.ts'

/** A build on which tests of a report may have run. */
export type BuildOfReport = {
  readonly ref: number
  readonly config: string | null
  readonly architecture: string | null
  readonly compiler: string | null
  /** Whether it is one of the commit that is reported. */
  readonly isReported: boolean
}

/**
 * Builds of a branch in a window, dummies included, those with the newest tests first, so that most older
 * tests can be left out as they come. Checkouts of any origin and tree count.
 *
 * The bounds are subqueries, so that PostgreSQL plans for any window and takes the index (as for the tree
 * listing).
 */
export async function findBuilds(
  db: ReadDatabase,
  { url, branch, hash, since, checkoutsUntil }: HistoryScope,
): Promise<BuildOfReport[]> {
  const { rows } = await sql<BuildOfReport>`
    select f.build_ref as ref, f.config_name as config, f.architecture, f.compiler,
      c.git_commit_hash is not distinct from ${hash} as "isReported"
    from checkouts c
    cross join lateral (
      select build_ref, config_name, architecture, compiler, tests_until from build_fact
      where checkout_id = c.id and tests_until >= ${since}::timestamptz
        and start_time between ${since}::timestamptz and ${lastInstant}::timestamptz
      offset 0
    ) f
    where c.start_time between (select ${since}::timestamptz) and (select ${checkoutsUntil}::timestamptz)
      and c.git_repository_url = ${url} and c.git_repository_branch = ${branch}
    order by f.tests_until desc, f.build_ref`.execute(db)
  return rows
}
