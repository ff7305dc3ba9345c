import { type FrontendCall, members } from './frontend-call.ts'
import type { PageFacts } from './page-facts.ts'

/** Origins of the last 30 days; where the data is older there are none, which is status 400 (api-misc.md 7). */
export function origins({ days }: PageFacts): FrontendCall {
  const reads = members('', 'checkout_origins test_origins')
  const call: FrontendCall = { method: 'GET', path: '/api/origins/', reads }
  return days > 30 ? { ...call, status: 400, finds: 'nothing' } : call
}

/** A window that ends with the last week that is over. */
export function metrics(start: number, end: number): FrontendCall {
  return {
    method: 'GET',
    path: '/api/metrics/',
    query: { start_days_ago: String(start), end_days_ago: String(end) },
    reads: [
      ...members('', 'n_trees n_checkouts n_builds n_tests n_issues n_incidents lab_maps'),
      ...members('', 'build_incidents_by_origin top_issues_by_origin new_issues_by_origin'),
      ...members('prev_', 'n_trees n_checkouts n_builds n_tests lab_maps'),
    ],
  }
}

/** A log in the viewer; its host is none that logs are fetched from, and the page says so. */
export function forbiddenLog(): FrontendCall {
  const url = 'https://files.example.org/3ce121fd0704/build.log.gz'
  return {
    method: 'GET',
    path: '/api/proxy/',
    query: { url },
    status: 403,
    finds: 'nothing',
    reads: [],
  }
}
