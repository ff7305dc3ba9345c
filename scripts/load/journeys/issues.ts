import { ask, part } from '../ask.ts'
import { entries } from '../entries.ts'
import type { Target } from '../target.ts'

const hasIncident = 'filter_issue.options=hasIncident'

/** The listing of issues as the dashboard opens it, and as it is without a filter. */
export function issueListing(target: Target): void {
  ask(target, 'issue listing', `/api/issue/?interval_in_days=5&${hasIncident}`)
  ask(target, 'issue listing', '/api/issue/')
}

/** An issue of the last days, and its tests and builds. */
export function issueDetails(target: Target): void {
  const listing = ask(target, 'issue listing', `/api/issue/?interval_in_days=7&${hasIncident}`)
  const [issue] = entries(listing, 'issues')
  if (issue === undefined) return
  const path = `/api/issue/${part(String(issue['id']))}`
  ask(target, 'issue details', `${path}?version=${String(issue['version'])}`)
  ask(target, 'tests of an issue', `${path}/tests?version=${String(issue['version'])}`)
  ask(target, 'builds of an issue', `${path}/builds?version=${String(issue['version'])}`)
}
