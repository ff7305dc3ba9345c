import { gets, lookUpAimMs, pageAimMs, query, type Series, type SeriesSources } from './series.ts'

/** Single builds and tests. */
export function itemSeries({
  samples: { builds, buildsWithTests, buildsWithIssues, tests, testsWithIssues, testLines },
}: SeriesSources): Series[] {
  const each = (name: string, ids: readonly string[], kind: 'build' | 'test', rest = '') => ({
    name,
    requests: gets(ids.map((id) => `/api/${kind}/${encodeURIComponent(id)}${rest}`)),
  })
  const histories = testLines.map((line) => `/api/test/status-history?${query(line)}`)
  return [
    { ...each('build details', builds, 'build'), aimMs: lookUpAimMs },
    each('tests of a build', buildsWithTests, 'build', '/tests'),
    each('issues of a build', buildsWithIssues, 'build', '/issues'),
    { ...each('test details', tests, 'test'), aimMs: lookUpAimMs },
    each('issues of a test', testsWithIssues, 'test', '/issues'),
    { name: 'status history', requests: gets(histories), aimMs: pageAimMs },
  ]
}
