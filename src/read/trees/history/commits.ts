import {
  addCounts,
  type CommitOfHistory,
  noCounts,
  shownCounts,
} from '../../../domain/history/commit-history.ts'
import type { HistoryRequest } from '../../../domain/history/history-request.ts'
import type { ReadDatabase } from '../../database.ts'
import { inSnapshot } from '../../snapshot.ts'
import type { CommitScope } from '../commit-scope.ts'
import { countCheckouts } from './count-checkouts.ts'
import { findHistory, type HistoryCheckout } from './find-history.ts'

/** Bounds on the start of checkouts in whole seconds since 1970, both inclusive. */
export type HistoryWindow = { readonly from: number; readonly until: number }

/**
 * A commit and the five before it with their counts, newest first (trees.md 7.8, O14). Name, tags and
 * time of a commit are those of its newest checkout of which the filters leave something; a commit of
 * which nothing is left is not listed. Null when there is no such commit.
 */
export function readCommitHistory(
  db: ReadDatabase,
  scope: CommitScope,
  request: HistoryRequest,
  window: HistoryWindow | null,
): Promise<CommitOfHistory[] | null> {
  return inSnapshot(db, async (snapshot) => {
    const found = await findHistory(snapshot, scope)
    if (found.length === 0) return null
    const checkouts = found.filter((checkout) => isWithin(window, checkout))
    const counted = await countCheckouts(
      snapshot,
      checkouts.map(({ id }) => id),
      request,
    )
    const kept = checkouts.filter(({ id }) => counted.get(id)?.isKept)
    return [...Map.groupBy(kept, ({ hash }) => hash)].map(([hash, ofCommit]) => {
      const counts = noCounts()
      for (const { id } of ofCommit) addCounts(counts, counted.get(id)?.counts ?? noCounts())
      const [newest] = ofCommit
      return {
        git_commit_hash: hash,
        git_commit_name: newest?.name ?? null,
        git_commit_tags: newest?.tags ?? null,
        earliest_start_time: newest?.startTime ?? null,
        ...shownCounts(counts),
      }
    })
  })
}

/** Bounds are whole seconds, so what began a microsecond after the last one is outside. */
function isWithin(window: HistoryWindow | null, { startTime }: HistoryCheckout): boolean {
  if (window === null) return true
  if (startTime === null) return false
  const from = Math.floor(Date.parse(startTime) / 1000)
  const until = startTime.includes('.') ? from + 1 : from
  return from >= window.from && until <= window.until
}
