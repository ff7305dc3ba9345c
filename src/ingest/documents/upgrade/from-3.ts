import { isJsonObject, type JsonObject } from '../../../platform/json/json-object.ts'
import { renameProperty } from './rename-property.ts'

type Item = JsonObject & { origin: string }
type Revision = Item & { id: string }
type Build = Item & { revision_id?: string }
type Document = { revisions?: Revision[]; builds?: Build[]; tests?: Item[] }

/**
 * 3.0 to 4.0, in place: revisions become checkouts, descriptions become comments
 * (submission-format.md 3.2).
 */
export function upgradeFrom3(document: JsonObject): void {
  const { revisions = [], builds = [], tests = [] } = document as Document
  for (const revision of revisions) becomeCheckout(revision)
  renameProperty(document, 'revisions', 'checkouts')
  for (const build of builds) {
    build['checkout_id'] = `_:${build.origin}:${build.revision_id}`
    delete build.revision_id
    renameProperty(build, 'description', 'comment')
  }
  for (const test of tests) {
    renameProperty(test, 'description', 'comment')
    const environment = test['environment']
    if (isJsonObject(environment)) renameProperty(environment, 'description', 'comment')
  }
}

function becomeCheckout(revision: Revision): void {
  revision.id = `_:${revision.origin}:${revision.id}`
  const [, patchsetHash = ''] = revision.id.split('+')
  revision['patchset_hash'] = patchsetHash
  renameProperty(revision, 'patch_mboxes', 'patchset_files')
  renameProperty(revision, 'discovery_time', 'start_time')
  renameProperty(revision, 'description', 'comment')
  delete revision['publishing_time']
}
