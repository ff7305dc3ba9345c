/** Forms with a commit, a tree, a branch; the last segment says what is asked of it (trees.md 2.1). */
const commitViews = new Set(['full', 'summary', 'builds', 'boots', 'tests', 'commits'])
const compareViews = new Set(['boots', 'tests', 'builds'])

/** A path below `/api/tree/`: the template that it fits and the path with each value as one segment. */
export type TreePath = { template: string; path: string }

/**
 * Decides which form a path below `/api/tree/` has; null when it has none. A branch may hold
 * slashes, so no router can: which slash separates depends on the words at the end (trees.md 2.1,
 * 2.2). The branch comes back as one encoded segment.
 *
 * @param rest what follows `/api/tree/`, decoded
 */
export function treePath(rest: string): TreePath | null {
  const segments = rest.split('/')
  const [first = '', second = ''] = segments
  if (segments.length === 1) return oneSegment(first)
  if (first === '') return null
  if (segments.length === 2 && commitViews.has(second)) {
    return fill(`{commit_hash}/${second}`, { commit_hash: first })
  }
  return branchForm(first, segments.slice(1))
}

function oneSegment(segment: string): TreePath | null {
  return segment === '' || segment === 'commits-history' ? fill(segment, {}) : null
}

/** Forms with a tree and a branch, longest suffix first; a suffix that leaves no branch is part of it. */
function branchForm(tree_name: string, segments: readonly string[]): TreePath | null {
  const last = segments.at(-1) ?? ''
  const beforeLast = segments.at(-2) ?? ''
  const branchBefore = (suffix: number) => segments.slice(0, segments.length - suffix).join('/')

  if (segments.length === 2 && last === 'commits' && beforeLast !== '') {
    return fill('{tree_name}/{git_branch}/commits', { tree_name, git_branch: beforeLast })
  }
  if (beforeLast === 'compare' && compareViews.has(last) && branchBefore(2) !== '') {
    const git_branch = branchBefore(2)
    return fill(`{tree_name}/{git_branch}/compare/${last}`, { tree_name, git_branch })
  }
  if (last === 'compare' && branchBefore(1) !== '') {
    return fill('{tree_name}/{git_branch}/compare', { tree_name, git_branch: branchBefore(1) })
  }
  if (commitViews.has(last) && beforeLast !== '' && branchBefore(2) !== '') {
    const values = { tree_name, git_branch: branchBefore(2), commit_hash: beforeLast }
    return fill(`{tree_name}/{git_branch}/{commit_hash}/${last}`, values)
  }
  const git_branch = branchBefore(0)
  return git_branch === '' ? null : fill('{tree_name}/{git_branch}', { tree_name, git_branch })
}

function fill(form: string, values: Readonly<Record<string, string>>): TreePath {
  const path = form.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  return { template: `/api/tree/${form}`, path: `/api/tree/${path}` }
}
