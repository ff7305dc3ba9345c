/** An issue version that an incident names, whether or not that issue has arrived. */
export type IssueReference = { readonly id: string; readonly version: number }

/** The name under which filters select failures without a known issue (trees.md 4.1). */
export const uncategorizedLabel = 'Uncategorized'

/**
 * A text that stands for an issue version: `<id>,<version>`, as clients write it (filters.md 7.1).
 * Unambiguous, because the version never holds a comma.
 */
export function issueKey({ id, version }: IssueReference): string {
  return `${id},${version}`
}

/** The key of {@link issueKey}'s kind that selects failures without a known issue. */
export const uncategorizedKey = `${uncategorizedLabel},null`
