import type { Build } from '../../../domain/build.ts'
import { compareIssues } from '../../../domain/details/issue-account.ts'
import type { Selection } from '../../../domain/filters/filters.ts'
import { isSelected } from '../../../domain/filters/matches.ts'
import type {
  HardwareBuild,
  HardwareTest,
} from '../../../domain/hardware-details/hardware-answer.ts'
import {
  type IssueReference,
  issueKey,
  uncategorizedLabel,
} from '../../../domain/issue-reference.ts'
import type { ReadDatabase } from '../../database.ts'
import { loadIssuesOfAnyStatus } from '../../details/load-build-issues.ts'
import { loadBuildItems } from '../../details/load-build-items.ts'
import type { TimeKey } from '../../list-page.ts'
import type { LongList } from '../../long-list/long-list.ts'
import { listItemsWithBuild, type TestItemOptions } from '../../details/list-test-items.ts'
import { plainMisc } from '../../details/stored-json.ts'
import type { TestSelection } from '../../details/selected-tests.ts'
import type { ShownCheckout } from './find-shown-checkouts.ts'

/**
 * Completes builds to what lists of a hardware show, in the order given. A build names an issue of its own
 * whatever its status (hardware.md 7.4): of several that the filter on issues lets pass the first by id.
 */
export async function loadHardwareBuilds(
  db: ReadDatabase,
  builds: readonly Build[],
  issueFilter: Selection,
  checkouts: readonly ShownCheckout[],
): Promise<HardwareBuild[]> {
  const issues = await loadIssuesOfAnyStatus(db, builds)
  const items = await loadBuildItems(db, builds, checkouts, plainMisc)
  const checkoutOf = new Map(checkouts.map((checkout) => [checkout.id, checkout]))
  return builds.flatMap((build, place) => {
    const item = items[place]
    if (item === undefined) return []
    const tree_name = checkoutOf.get(build.checkoutId)?.treeName ?? null
    const own = issues.get(build.ref) ?? []
    const wanted = own.filter((issue) => isSelected(issueFilter, issueKey(issue)))
    return [{ ...item, tree_name, ...shownIssue(build, wanted) }]
  })
}

function shownIssue(
  { status }: Build,
  issues: readonly IssueReference[],
): Pick<HardwareBuild, 'issue_id' | 'issue_version'> {
  const [first] = issues.toSorted(compareIssues)
  if (first !== undefined) return { issue_id: first.id, issue_version: first.version }
  return { issue_id: status === 'FAIL' ? uncategorizedLabel : null, issue_version: null }
}

/** Completes boots or tests to what lists of a hardware show: newest first, then by id. */
export function listHardwareTests(
  selection: TestSelection,
  options: TestItemOptions,
  checkouts: readonly ShownCheckout[],
): LongList<HardwareTest, TimeKey> {
  const checkoutOf = new Map(checkouts.map((checkout) => [checkout.id, checkout]))
  return listItemsWithBuild(selection, options).map(({ item, build }) => {
    const checkout = checkoutOf.get(build.checkoutId)
    return {
      ...item,
      tree_name: checkout?.treeName ?? null,
      git_repository_branch: checkout?.branch ?? null,
    }
  })
}
