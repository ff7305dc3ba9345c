import { type RawBuilder, sql } from 'kysely'
import {
  type CountsOnHardware,
  listHardware,
  type ListedHardware,
} from '../../domain/hardware-listing/listing.ts'
import type { StatusCounts } from '../../domain/status.ts'
import type { CountKind } from '../../domain/test-kind.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { ReadDatabase } from '../database.ts'
import { loadHardwareGroups } from '../dictionaries/load-hardware-groups.ts'
import { headsOf } from './heads.ts'

export type HardwareListingRequest = {
  /** Of the tests. */
  origin: string
  /** In which the checkouts must have started. */
  window: TimeWindow
  /** Hashes and tags of commits; without any, the newest commit of each tree is meant. */
  commits: readonly string[]
}

type CountRow = {
  checkout_id: string
  hw_id: number
  kind: CountKind
} & Record<`n${0 | 1 | 2 | 3 | 4 | 5 | 6}`, number>

/** The hardware that tests of an origin ran on, with what was counted there (hardware.md 9.1). */
export async function readHardwareListing(
  db: ReadDatabase,
  { origin, window, commits }: HardwareListingRequest,
): Promise<ListedHardware[]> {
  const checkouts = commits.length === 0 ? newestCheckouts(window) : checkoutsOf(commits, window)
  const { rows } = await sql<CountRow>`
    with listed as materialized (${checkouts})
    select s.*
    from listed
    cross join lateral (select * from checkout_hw where checkout_id = listed.id offset 0) s
    join hw_key k on k.hw_id = s.hw_id
    where k.origin = ${origin}`.execute(db)
  const groups = await loadHardwareGroups(db, new Set(rows.map(({ hw_id }) => hw_id)))
  return listHardware(
    rows.flatMap((row): CountsOnHardware[] => {
      const group = groups.get(row.hw_id)
      const counts: StatusCounts = [row.n0, row.n1, row.n2, row.n3, row.n4, row.n5, row.n6]
      return group === undefined
        ? []
        : [{ checkoutId: row.checkout_id, ...group, kind: row.kind, counts }]
    }),
  )
}

/**
 * The newest checkout ever of each tree, where that one started in the window. Those of the window are
 * found first and looked up in the index of their repository: all checkouts since the window began would
 * grow with the time since then.
 */
function newestCheckouts(window: TimeWindow): RawBuilder<unknown> {
  const newer = sql`
    select 1 from checkouts newer
    where newer.start_time > ${window.until}::timestamptz and newer.origin = head.origin
      and newer.tree_name is not distinct from head.tree_name
      and newer.git_repository_url is not distinct from head.git_repository_url
      and newer.git_repository_branch is not distinct from head.git_repository_branch`
  // the index has no hash of a repository without url or branch
  return sql`
    select head.id
    from (${headsOf(window)}) head
    where coalesce(
      (${newer} and ${repositoryHash('newer')} = ${repositoryHash('head')} limit 1),
      (${newer} and (head.git_repository_url || head.git_repository_branch) is null limit 1)
    ) is null`
}

function repositoryHash(checkout: string): RawBuilder<unknown> {
  const [origin, url, branch] = ['origin', 'git_repository_url', 'git_repository_branch'].map(
    (column) => sql.ref(`${checkout}.${column}`),
  )
  return sql`hashtextextended(${origin} || ' ' || ${url} || ' ' || ${branch}, 0)`
}

/** Every checkout of these commits that started in the window (hardware.md D6), by hash or tag. */
function checkoutsOf(commits: readonly string[], { from, until }: TimeWindow): RawBuilder<unknown> {
  const named = (condition: RawBuilder<unknown>) => sql`
    select id from checkouts
    where start_time between ${from}::timestamptz and ${until}::timestamptz and ${condition}`
  // two look-ups: an OR of hash and tags would leave the choice of index to chance
  return sql`
    ${named(sql`git_commit_hash = any(${commits}::text[])`)}
    union
    ${named(sql`git_commit_tags && ${commits}::text[]`)}`
}
