import type { JsonObject } from '../../../platform/json/json-object.ts'

type Resource = { name: string }
type OwnPair = { origin?: string; origin_id?: string; id?: string }
type Revision = OwnPair & { patch_mboxes?: Resource[] }
type Files = { input_files?: Resource[]; output_files?: Resource[] }
type Build = OwnPair &
  Files & { revision_origin?: string; revision_origin_id?: string; revision_id?: string }
type Test = OwnPair & Files & { build_origin?: string; build_origin_id?: string; build_id?: string }
type Document = { revisions?: Revision[]; builds?: Build[]; tests?: Test[] }

/**
 * 1.1 to 2.0, in place: pairs of an origin and an id become one id; file names lose their slashes
 * (submission-format.md 3.2).
 */
export function upgradeFrom1(document: JsonObject): void {
  const { revisions = [], builds = [], tests = [] } = document as Document
  for (const revision of revisions) {
    joinOwnPair(revision)
    replaceSlashes(revision.patch_mboxes)
  }
  for (const build of builds) {
    joinOwnPair(build)
    build.revision_id = `${build.revision_origin}:${build.revision_origin_id}`
    delete build.revision_origin
    delete build.revision_origin_id
    replaceSlashes(build.input_files)
    replaceSlashes(build.output_files)
  }
  for (const test of tests) {
    joinOwnPair(test)
    test.build_id = `${test.build_origin}:${test.build_origin_id}`
    delete test.build_origin
    delete test.build_origin_id
    replaceSlashes(test.output_files)
  }
}

function joinOwnPair(item: OwnPair): void {
  item.id = `${item.origin}:${item.origin_id}`
  delete item.origin
  delete item.origin_id
}

function replaceSlashes(resources: Resource[] = []): void {
  for (const resource of resources) resource.name = resource.name.replaceAll('/', '_')
}
