import type { JsonObject } from '../../../platform/json/json-object.ts'
import { renameProperty } from './rename-property.ts'

type Item = JsonObject & { id: string }
type Build = Item & { revision_id: string }
type Document = { revisions?: Item[]; builds?: Build[]; tests?: Item[] }

/**
 * 2.0 to 3.0, in place: the origin becomes a property of its own, ids of revisions lose it
 * (submission-format.md 3.2).
 */
export function upgradeFrom2(document: JsonObject): void {
  const { revisions = [], builds = [], tests = [] } = document as Document
  for (const item of [...revisions, ...builds, ...tests]) {
    item['origin'] = item.id.slice(0, item.id.indexOf(':'))
  }
  for (const revision of revisions) {
    revision.id = withoutOrigin(revision.id)
    renameProperty(revision, 'git_repository_commit_hash', 'git_commit_hash')
    renameProperty(revision, 'git_repository_commit_name', 'git_commit_name')
  }
  for (const build of builds) build.revision_id = withoutOrigin(build.revision_id)
}

function withoutOrigin(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}
