import { type RawBuilder, sql } from 'kysely'
import { listHardware, type ListedHardware } from '../../domain/hardware-listing/listing.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import { lastInstantSql } from '../instant-bounds-sql.ts'
import { bucketCountsOf, type BucketSums, bucketSums, totalBucketSums } from '../bucket-sums.ts'
import type { ReadDatabase } from '../database.ts'
import { loadCompatibles } from '../dictionaries/load-compatibles.ts'
import { headsOf } from './heads.ts'

export type HardwareListingRequest = {
  /** Of the tests. */
  origin: string
  /** In which the checkouts must have started. */
  window: TimeWindow
  /** Hashes and tags of commits; without any, the newest commit of each tree is meant. */
  commits: readonly string[]
}

type SumRow = { platform: string; hw_ids: number[] } & BucketSums

/**
 * The hardware that tests of an origin ran on, with what was counted there (hardware.md 9.1). What was
 * counted is added up by PostgreSQL, once per checkout, because the compatibles of a checkout belong
 * together, and then for all that have the same. The 17,000 counter rows of 100 commits took 63 ms of
 * both processors when they were added up here, and take 27 so.
 */
export async function readHardwareListing(
  db: ReadDatabase,
  { origin, window, commits }: HardwareListingRequest,
): Promise<ListedHardware[]> {
  const checkouts = commits.length === 0 ? newestCheckouts(window) : checkoutsOf(commits, window)
  const { rows } = await sql<SumRow>`
    with listed as materialized (${checkouts})
    select platform, hw_ids, ${totalBucketSums}
    from listed
    cross join lateral (
      select k.platform, array_agg(s.hw_id) as hw_ids, ${bucketSums}
      from checkout_hw s
      join hw_key k on k.hw_id = s.hw_id
      where s.checkout_id = listed.id and k.origin = ${origin}
      group by k.platform
    ) on_platform
    group by platform, hw_ids`.execute(db)
  const compatibles = await loadCompatibles(db, new Set(rows.flatMap(({ hw_ids }) => hw_ids)))
  return listHardware(
    rows.map((row) => ({
      platform: row.platform,
      compatibleLists: row.hw_ids.map((id) => compatibles.get(id) ?? null),
      builds: bucketCountsOf(row, 'build'),
      boots: bucketCountsOf(row, 'boot'),
      tests: bucketCountsOf(row, 'test'),
    })),
  )
}

/**
 * The newest checkout ever of each tree, where that one started in the window. Those of the window are
 * found first, and newer ones are looked up in the index of their repository. Reading all checkouts since
 * the window began took 24 ms, not 4, for seven days that ended seven weeks ago, and would take longer
 * every day; for the last seven days 2.3 ms, not 2.8.
 */
function newestCheckouts(window: TimeWindow): RawBuilder<unknown> {
  const newer = (condition: RawBuilder<unknown>) => sql`
    select 1 from checkouts newer
    where newer.start_time > ${window.until}::timestamptz and newer.start_time <= ${lastInstantSql}
      and newer.origin = head.origin
      and newer.tree_name is not distinct from head.tree_name
      and newer.git_repository_url is not distinct from head.git_repository_url
      and newer.git_repository_branch is not distinct from head.git_repository_branch
      and ${condition}`
  const inRepository = sql`${repositoryHash('newer')} = ${repositoryHash('head')}`
  // the index has none without url or branch; these few are looked for in the order of time
  const hasNoHash = sql`(head.git_repository_url || head.git_repository_branch) is null`
  return sql`
    select head.id
    from (${headsOf(window)}) head
    where coalesce(
      (${newer(inRepository)} limit 1),
      (${newer(hasNoHash)} order by newer.start_time limit 1)
    ) is null`
}

function repositoryHash(checkout: string): RawBuilder<unknown> {
  const [origin, url, branch] = ['origin', 'git_repository_url', 'git_repository_branch'].map(
    (column) => sql.ref(`${checkout}.${column}`),
  )
  return sql`hashtextextended(${origin} || ' ' || ${url} || ' ' || ${branch}, 0)`
}

/**
 * Every checkout of these commits that started in the window (hardware.md D6), by hash or tag. One look-up
 * per commit and index: PostgreSQL takes a hundred tags at once for so many checkouts that it reads all.
 */
function checkoutsOf(commits: readonly string[], { from, until }: TimeWindow): RawBuilder<unknown> {
  return sql`
    select distinct named.id
    from unnest(${commits}::text[]) as wanted (commit)
    cross join lateral (
      select id, start_time from checkouts where git_commit_hash = wanted.commit
      union all
      select id, start_time from checkouts where git_commit_tags @> array[wanted.commit]
      offset 0
    ) named
    where named.start_time between ${from}::timestamptz and ${until}::timestamptz`
}
