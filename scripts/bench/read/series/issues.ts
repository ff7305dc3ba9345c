import type { SampleIssue } from '../samples.ts'
import { gets, pageAimMs, query, type Request, type Series, type SeriesSources } from './series.ts'

/** Pages of issues. */
export function issueSeries({ samples: { issues }, requests }: SeriesSources): Series[] {
  const some = issues.slice(0, requests)
  const each = (asked: readonly SampleIssue[], rest = '') =>
    gets(asked.map(({ id }) => `/api/issue/${encodeURIComponent(id)}${rest}`))
  const inTests = some.filter((issue) => issue.inTests)
  const inBuilds = some.filter((issue) => issue.inBuilds)
  const page = (view: string) => `/${view}?${query({ limit: '100' })}`
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
    { name: 'tests of an issue, a page', requests: each(inTests, page('tests')), aimMs: pageAimMs },
    {
      name: 'builds of an issue, a page',
      requests: each(inBuilds, page('builds')),
      aimMs: pageAimMs,
    },
    // as long as the issue has incidents, so that no time is right for all of them
    { name: 'tests of an issue', requests: each(inTests, '/tests') },
    { name: 'builds of an issue', requests: each(inBuilds, '/builds') },
  ]
}
