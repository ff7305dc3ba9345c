import { type IssueReference, issueKey } from '../../domain/issue-reference.ts'
import { type ListedTree, listedTrees } from '../../domain/issues/listed-trees.ts'
import { tagsOfTrees, type TreeTag } from '../../domain/issues/tree-tags.ts'
import type { ReadDatabase } from '../database.ts'
import { isIssueVersion } from './issue-version.ts'
import { type EndIncident, loadFirstIncidents, loadLastIncidents } from './load-end-incidents.ts'
import { loadIssueTrees } from './load-issue-trees.ts'

/** In which trees an issue version was seen. */
export type SeenVersion = {
  id: string
  version: number
  trees: ListedTree[]
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
  const asked = versionsById(issues)
  if (asked.size === 0) return new Map<string, IssueExtras>()
  const firsts = await loadFirstIncidents(db, [...asked.keys()])
  const lasts = await loadLastIncidents(db, [...firsts.keys()])
  const wanted = [...firsts.keys()].flatMap((id) =>
    [...(asked.get(id) ?? [])].map((version): IssueReference => ({ id, version })),
  )
  const trees = await loadIssueTrees(
    db,
    wanted.filter(({ version }) => isIssueVersion(version)),
  )
  const extras = new Map<string, IssueExtras>()
  for (const [id, versions] of asked) {
    const first = firsts.get(id)
    if (first === undefined) continue
    const seen = [...versions].map((version): SeenVersion => {
      const seenIn = trees.get(issueKey({ id, version })) ?? []
      return { id, version, trees: listedTrees(seenIn), tags: tagsOfTrees(seenIn) }
    })
    extras.set(id, {
      first_incident: first,
      last_incident: lasts.get(id) ?? first,
      versions: Object.fromEntries(seen.map((one) => [String(one.version), one])),
    })
  }
  return extras
}

/** Each version once, however often it is asked for. */
function versionsById(issues: readonly IssueReference[]): Map<string, Set<number>> {
  const asked = new Map<string, Set<number>>()
  for (const { id, version } of issues) {
    const versions = asked.get(id)
    if (versions === undefined) asked.set(id, new Set([version]))
    else versions.add(version)
  }
  return asked
}
