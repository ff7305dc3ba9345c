import { noFilters } from '../../../domain/filters/filter-collector.ts'
import { sortedTexts } from '../../../domain/code-point-order.ts'
import {
  addCounts,
  type CommitOfHistory,
  type CountedCheckouts,
  type CountedType,
  countedTypes,
  noCounts,
  shownCounts,
} from '../../../domain/history/commit-history.ts'
import type { HistoryRequest } from '../../../domain/history/history-request.ts'
import { timestampOf } from '../../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import type { CommitScope } from '../commit-scope.ts'
import { countCheckouts } from './count-checkouts.ts'
import { findNamedCommits, type HistoryCheckout } from './find-history.ts'

/**
 * Some commits of a tree with their counts, one for each hash in the order asked for, repetitions
 * included: the graph of the dashboard takes the element at the place of the hash (trees.md 7.9). A
 * commit is described by the checkouts that something was counted of; without any it has an empty
 * name, no tags, the time `now` and counts of zero. Null when there is nothing to filter in the first
 * place.
 */
export function readNamedCommits(
  db: ReadDatabase,
  scope: Omit<CommitScope, 'commit'>,
  hashes: readonly string[],
  request: HistoryRequest,
  now: Date,
): Promise<CommitOfHistory[] | null> {
  return inSnapshot(db, async (snapshot) => {
    const checkouts = await findNamedCommits(snapshot, scope, hashes)
    const ids = checkouts.map(({ id }) => id)
    const counted = await countCheckouts(snapshot, ids, request)
    const withCounts = checkouts.filter(({ id }) => isCounted(counted, id))
    if (withCounts.length === 0 && !(await hasResults(snapshot, ids, request.types))) return null
    const byHash = Map.groupBy(withCounts, ({ hash }) => hash)
    const commits = new Map(
      hashes.map((hash) => [hash, toCommit(hash, byHash.get(hash) ?? [], counted, now)]),
    )
    return hashes.flatMap((hash) => commits.get(hash) ?? [])
  })
}

async function hasResults(
  db: ReadDatabase,
  ids: readonly string[],
  types: ReadonlySet<CountedType>,
): Promise<boolean> {
  const everything = { types, filters: noFilters, onlyBuildsOfSelectedTests: false }
  const counted = await countCheckouts(db, ids, everything)
  return ids.some((id) => isCounted(counted, id))
}

function isCounted(counted: CountedCheckouts, id: string): boolean {
  const counts = counted.get(id)?.counts
  return counts !== undefined && countedTypes.some((type) => counts[type].some((n) => n > 0))
}

function toCommit(
  hash: string,
  checkouts: readonly HistoryCheckout[],
  counted: CountedCheckouts,
  now: Date,
): CommitOfHistory {
  const counts = noCounts()
  for (const { id } of checkouts) addCounts(counts, counted.get(id)?.counts ?? noCounts())
  return {
    git_commit_hash: hash,
    git_commit_name: checkouts.length === 0 ? '' : (checkouts[0]?.name ?? null),
    git_commit_tags: sortedTexts(checkouts.flatMap(({ tags }) => tags ?? [])),
    earliest_start_time: oldestTime(checkouts) ?? timestampOf(now),
    ...shownCounts(counts),
  }
}

/** Of checkouts that are sorted newest first, unknown times last. */
function oldestTime(checkouts: readonly HistoryCheckout[]): string | null {
  return checkouts.findLast(({ startTime }) => startTime !== null)?.startTime ?? null
}
