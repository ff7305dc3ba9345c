import type { JsonObject } from '../../../platform/json/json-object.ts'

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
 *
 * @returns indexes of the waived tests, in the order of their incidents, which are the last ones
 */
export function upgradeFrom4(document: JsonObject): number[] {
  const {
    checkouts = [],
    builds = [],
    tests = [],
    issues = [],
    incidents = [],
  }: Document = document
  for (const checkout of checkouts) delete checkout['contacts']
  for (const build of builds) replaceVerdict(build)
  for (const issue of issues) {
    delete issue['build_valid']
    delete issue['test_status']
  }
  const waived = [...tests.entries()].filter(([, test]) => test.waived)
  for (const test of tests) delete test.waived
  if (waived.length > 0) {
    document['issues'] = [...issues, { ...waivedIssue }]
    document['incidents'] = [...incidents, ...waived.map(([, { id }]) => incidentOf(id))]
  }
  return waived.map(([index]) => index)
}

function replaceVerdict(build: Build): void {
  if (build.valid === undefined) return
  build.status = build.valid ? 'PASS' : 'FAIL'
  delete build.valid
}

function incidentOf(testId: string): JsonObject {
  return {
    id: `${waivedIssue.id}:${waivedIssue.version}:${testId}`,
    origin: waivedIssue.origin,
    issue_id: waivedIssue.id,
    issue_version: waivedIssue.version,
    test_id: testId,
    present: true,
  }
}
