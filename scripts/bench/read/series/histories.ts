import type { SampleCommit } from '../samples.ts'
import { gets, pageAimMs, query, type Series, type SeriesSources, slice } from './series.ts'

const compareAimMs = 50

/** Commits of branches: their history, and how two of them differ. */
export function historySeries({ samples: { commits }, requests }: SeriesSources): Series[] {
  const branchOf = ({ tree, branch }: SampleCommit) =>
    `/api/tree/${encodeURIComponent(tree)}/${branch}`
  const history = commits.map(
    ({ hash, origin, tree, url, branch }) =>
      `/api/tree/${hash}/commits?${query({ origin, tree_name: tree, git_url: url, git_branch: branch })}`,
  )
  const direct = commits.map(
    ({ hash, origin, tree, branch }) =>
      `/api/tree/${encodeURIComponent(tree)}/${branch}/${hash}/commits?${query({ origin })}`,
  )
  const several = commits.map((commit) => {
    const { origin, tree, branch, url } = commit
    const hashes = ofBranch(commits, commit).map(({ hash }) => hash)
    const named = { origin, tree_name: tree, git_branch: branch, git_url: url }
    const commit_hashes = hashes.slice(0, 6).join(',')
    return `/api/tree/commits-history?${query({ ...named, commit_hashes })}`
  })
  // after a branch with a slash its last part would be taken for a commit
  const lists = commits
    .filter(({ branch }) => !branch.includes('/'))
    .map((commit) => `${branchOf(commit)}/commits?${query({ origin: commit.origin })}`)
  const compared = (view: string) =>
    commits.flatMap((commit) => {
      const other = ofBranch(commits, commit).find(({ hash }) => hash !== commit.hash)
      if (other === undefined) return []
      const sides = { origin: commit.origin, hash_a: other.hash, hash_b: commit.hash }
      return [`${branchOf(commit)}/compare${view}?${query(sides)}`]
    })
  const some = (paths: readonly string[], round: number) =>
    gets(slice(paths, round * requests, requests))
  return [
    { name: 'commits', requests: some(history, 0), aimMs: pageAimMs },
    { name: 'commits, direct form', requests: some(direct, 7), aimMs: pageAimMs },
    { name: 'commits-history', requests: some(several, 1), aimMs: pageAimMs },
    { name: 'list of commits', requests: some(lists, 2), aimMs: pageAimMs },
    { name: 'compare', requests: some(compared(''), 3), aimMs: compareAimMs },
    ...['builds', 'boots', 'tests'].map((view, index) => ({
      name: `compare ${view}`,
      requests: some(compared(`/${view}`), 4 + index),
      aimMs: compareAimMs,
    })),
  ]
}

function ofBranch(
  commits: readonly SampleCommit[],
  { origin, tree, branch, url }: SampleCommit,
): SampleCommit[] {
  return commits.filter(
    (one) => one.origin === origin && one.tree === tree && one.branch === branch && one.url === url,
  )
}
