import type { SampleIssue } from '../samples.ts'
import { gets, pageAimMs, query, type Request, type Series, type SeriesSources } from './series.ts'

/** Pages of issues. */
export function issueSeries({ samples: { issues }, requests }: SeriesSources): Series[] {
  const some = issues.slice(0, requests)
  const each = (asked: readonly SampleIssue[], rest = '') =>
    gets(asked.map(({ id }) => `/api/issue/${encodeURIComponent(id)}${rest}`))
  const inTests = some.filter((issue) => issue.inTests)
  const inBuilds = some.filter((issue) => issue.inBuilds)
  const windows = [1, 3, 7, 14, 30].map(
    (days) => `/api/issue/?${query({ interval_in_days: `${days}` })}`,
  )
  const extras: Request[] = some.map((_, index) => ({
    path: '/api/issue/extras/',
    body: { issues: some.slice(index, index + 20).map(({ id, version }) => [id, version]) },
  }))
  return [
    { name: 'issue listing', requests: gets(windows), aimMs: pageAimMs },
    { name: 'issue details', requests: each(some), aimMs: pageAimMs },
    { name: 'issue extras', requests: extras, aimMs: pageAimMs },
    { name: 'tests of an issue', requests: each(inTests, '/tests'), aimMs: pageAimMs },
    { name: 'builds of an issue', requests: each(inBuilds, '/builds'), aimMs: pageAimMs },
  ]
}
