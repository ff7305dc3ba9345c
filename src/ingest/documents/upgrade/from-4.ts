import type { JsonObject } from '../../../platform/json-object.ts'

type Build = { valid?: boolean; status?: 'PASS' | 'FAIL' }
type Test = { id: string; waived?: boolean }
type Document = {
  checkouts?: JsonObject[]
  builds?: Build[]
  tests?: Test[]
  issues?: JsonObject[]
  incidents?: JsonObject[]
}

const waivedIssue = {
  id: '_:waived',
  origin: '_',
  version: 1,
  comment: 'Test waived as unreliable',
}

/**
 * 4.x to 5.0, in place: verdicts of builds become a status, a waived test becomes an incident
 * (submission-format.md 3.2).
 *
 * The step is also said to fail for URLs, paths and texts that 5.0 forbids. The validation as 5.3
 * that follows an upgrade refuses all of them, with a pointer to each.
 */
export function upgradeFrom4(document: JsonObject): void {
  const { checkouts = [], builds = [], tests = [], issues = [] } = document as Document
  for (const checkout of checkouts) delete checkout['contacts']
  for (const build of builds) replaceVerdict(build)
  for (const issue of issues) {
    delete issue['build_valid']
    delete issue['test_status']
  }
  const waived = tests.filter((test) => test.waived === true)
  for (const test of tests) delete test.waived
  if (waived.length > 0) addIncidents(document, waived)
}

function replaceVerdict(build: Build): void {
  if (build.valid === undefined) return
  build.status = build.valid ? 'PASS' : 'FAIL'
  delete build.valid
}

function addIncidents(document: Document, waived: readonly Test[]): void {
  document.issues = [...(document.issues ?? []), { ...waivedIssue }]
  const incidents = waived.map(({ id }) => ({
    id: `${waivedIssue.id}:${waivedIssue.version}:${id}`,
    origin: waivedIssue.origin,
    issue_id: waivedIssue.id,
    issue_version: waivedIssue.version,
    test_id: id,
    present: true,
  }))
  document.incidents = [...(document.incidents ?? []), ...incidents]
}
