import type { RepositoryBranch } from '../../repository-branch.ts'
import type { GoodScope } from './good-commits.ts'
import type { Occurrence } from './occurrence.ts'

/** An issue and where it was seen first. */
export type SeenIssue = { readonly issueId: string; readonly first: Occurrence }

/** The branch in which an issue was seen first, as the origin of that checkout fetched it; null without URL or branch. */
export function branchOfIssue({ first }: SeenIssue): RepositoryBranch | null {
  const { origin, url, branch } = first.checkout
  return url === null || branch === null ? null : { origin, url, branch }
}

/** Where to look for what worked before; null when nobody knows where, or before when. */
export function goodScopeOf(seen: SeenIssue): GoodScope | null {
  const branch = branchOfIssue(seen)
  const { startTime } = seen.first.checkout
  if (branch === null || startTime === null) return null
  return { branch, before: startTime, issueId: seen.issueId }
}
