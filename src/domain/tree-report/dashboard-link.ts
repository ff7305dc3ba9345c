/** The commit that a report is about. */
export type ReportedCommit = {
  treeName: string | null
  branch: string
  url: string
  hash: string
  /** What `git describe` says. */
  name: string | null
  origin: string
}

/**
 * The page of a commit on the dashboard: by tree and branch, or by its hash alone when the tree has no
 * name. Everything is encoded, and nothing is broken into lines (trees.md O22).
 *
 * @param dashboard without a slash at the end
 */
export function dashboardLink(dashboard: string, commit: ReportedCommit): string {
  const { treeName, branch, url, hash, name, origin } = commit
  if (treeName !== null && treeName !== '') {
    const path = [treeName, branch, hash].map(encodeURIComponent).join('/')
    return `${dashboard}/tree/${path}?${new URLSearchParams({ o: origin })}`
  }
  const query = new URLSearchParams({
    ...(name !== null && { 'ti|c': name }),
    'ti|ch': hash,
    'ti|gb': branch,
    'ti|gu': url,
    o: origin,
  })
  return `${dashboard}/tree/${encodeURIComponent(hash)}?${query}`
}
