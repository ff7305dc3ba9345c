import { sql } from 'kysely'
import { sortedTexts } from '../../domain/code-point-order.ts'
import { issueKey } from '../../domain/issue-reference.ts'
import {
  type Culprit,
  culprits,
  culpritsOf,
  type IssueFilters,
  matchesIssue,
} from '../../domain/issues/issue-filters.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { inSnapshot } from '../snapshot.ts'
import { type EndIncident, loadFirstIncidents } from './load-end-incidents.ts'
import { loadVersionsInTrees } from './load-versions-in-trees.ts'

/** An issue version in the listing. */
export type ListedIssue = {
  /** When it was stored or changed last. */
  field_timestamp: Timestamp | null
  id: string
  comment: string | null
  origin: string
  version: number
  culprit_code: boolean | null
  culprit_tool: boolean | null
  culprit_harness: boolean | null
  categories: string[] | null
}

/** Issues of a window of time. */
export type IssueListing = {
  issues: ListedIssue[]
  /** The first incident of issues that were seen in a tree, by id. */
  extras: Record<string, EndIncident>
  /** What can be chosen in this window, whatever is chosen now. */
  filters: { origins: string[]; culprits: Culprit[]; categories: string[] }
}

/**
 * The issue versions that were stored or changed in a window of time, newest first; null when there is
 * none, whatever the filters (api-misc.md 6.1).
 *
 * A version of an issue with incidents is listed when it was seen in a tree that has a name and a branch,
 * which is decided for each version (api-misc.md O12); one of an issue without any is listed, too (api-misc.md O11).
 */
export function listIssues(
  db: ReadDatabase,
  window: TimeWindow,
  filters: IssueFilters,
): Promise<IssueListing | null> {
  return inSnapshot(db, async (snapshot) => {
    const all = await issuesOf(snapshot, window)
    if (all.length === 0) return null
    const wanted = all.filter((issue) => matchesIssue(filters, issue))
    const firsts = await loadFirstIncidents(snapshot, [...new Set(wanted.map(({ id }) => id))])
    const seen = wanted.filter(({ id }) => firsts.has(id))
    const inTrees = await loadVersionsInTrees(snapshot, seen)
    const isListed = (issue: ListedIssue) =>
      firsts.has(issue.id) ? inTrees.has(issueKey(issue)) : !filters.hasIncident
    const issues = wanted.filter(isListed)
    return { issues, extras: extrasOf(issues, firsts), filters: choicesAmong(all) }
  })
}

function issuesOf(db: ReadDatabase, { from, until }: TimeWindow): Promise<ListedIssue[]> {
  return db
    .selectFrom('issues')
    .select([
      '_timestamp as field_timestamp',
      'id',
      'comment',
      'origin',
      'version',
      'culprit_code',
      'culprit_tool',
      'culprit_harness',
      'categories',
    ])
    .where('_timestamp', '>=', from)
    .where('_timestamp', '<=', until)
    .orderBy('_timestamp', 'desc')
    .orderBy(sql`id collate "C"`)
    .orderBy('version')
    .execute()
}

function extrasOf(
  issues: readonly ListedIssue[],
  firsts: ReadonlyMap<string, EndIncident>,
): Record<string, EndIncident> {
  const extras = new Map<string, EndIncident>()
  for (const { id } of issues) {
    const first = firsts.get(id)
    if (first !== undefined) extras.set(id, first)
  }
  return Object.fromEntries(extras)
}

function choicesAmong(issues: readonly ListedIssue[]): IssueListing['filters'] {
  const named = new Set(issues.flatMap(culpritsOf))
  return {
    origins: sortedTexts(issues.map(({ origin }) => origin)),
    culprits: culprits.filter((culprit) => named.has(culprit)),
    categories: sortedTexts(issues.flatMap(({ categories }) => categories ?? [])),
  }
}
