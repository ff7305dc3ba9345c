import { type IssueReference, issueKey } from '../../domain/issue-reference.ts'
import { type SeenTree, tagsOfTrees, type TreeTag } from '../../domain/issues/tree-tags.ts'
import type { ReadDatabase } from '../database.ts'
import { isIssueVersion } from './issue-version.ts'
import { type EndIncident, loadEndIncidents } from './load-end-incidents.ts'
import { loadIssueTrees } from './load-issue-trees.ts'

/** In which trees an issue version was seen. */
export type SeenVersion = {
  id: string
  version: number
  trees: { tree_name: string; git_repository_branch: string }[]
  tags: TreeTag[]
}

/** What the incidents of an issue say of it. */
export type IssueExtras = {
  first_incident: EndIncident
  last_incident: EndIncident
  /** By version; all that were asked for. */
  versions: Record<string, SeenVersion>
}

/**
 * What incidents say of issues, by id; those without an incident of any version are absent
 * (api-misc.md 6.3). A version that no incident names was seen in no tree (api-misc.md O51).
 */
export async function loadIssueExtras(
  db: ReadDatabase,
  issues: readonly IssueReference[],
): Promise<Map<string, IssueExtras>> {
  const asked = Map.groupBy(issues, ({ id }) => id)
  if (asked.size === 0) return new Map<string, IssueExtras>()
  const ends = await loadEndIncidents(db, [...asked.keys()])
  const trees = await loadIssueTrees(
    db,
    issues.filter(({ version }) => isIssueVersion(version)),
  )
  const extras = new Map<string, IssueExtras>()
  for (const [id, versions] of asked) {
    const end = ends.get(id)
    if (end === undefined) continue
    const seen = versions.map((issue) => seenVersion(issue, trees.get(issueKey(issue)) ?? []))
    extras.set(id, {
      first_incident: end.first,
      last_incident: end.last,
      versions: Object.fromEntries(seen.map((one) => [String(one.version), one])),
    })
  }
  return extras
}

/** A tree is listed when it has a name and a branch; different addresses may give equal entries. */
function seenVersion({ id, version }: IssueReference, trees: readonly SeenTree[]): SeenVersion {
  const listed = trees.flatMap(({ tree_name, git_repository_branch }) =>
    tree_name === null || git_repository_branch === null
      ? []
      : [{ tree_name, git_repository_branch }],
  )
  return { id, version, trees: listed, tags: tagsOfTrees(trees) }
}
