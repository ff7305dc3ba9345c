import { gets, query, type Series, type SeriesSources } from './series.ts'

const dayAimMs = 100
const longestAgeInHours = 720

/**
 * Reports of trees: of a day, of three, and of 30, as far back as the data is old. Only of branches of
 * which there is something to report.
 */
export function reportSeries({
  samples: { commits, newestSeconds },
  requests,
}: SeriesSources): Series[] {
  const nowSeconds = Date.now() / 1000
  const age = Math.ceil((nowSeconds - newestSeconds) / 3600)
  const ofHours = (hours: number) => {
    const maxAge = Math.min(age + hours, longestAgeInHours)
    const branches = commits
      .filter(({ startedSeconds }) => startedSeconds > nowSeconds - (maxAge - 1) * 3600)
      .map(({ origin, branch, url }) => query({ origin, git_branch: branch, git_url: url }))
    const paths = [...new Set(branches)]
      .slice(0, requests)
      .map((branch) => `/api/tree-report/?${branch}&max_age_in_hours=${maxAge}`)
    return gets(paths)
  }
  return [
    { name: 'tree report, a day', requests: ofHours(24), aimMs: dayAimMs },
    { name: 'tree report, 3 days', requests: ofHours(72) },
    { name: 'tree report, 30 days', requests: ofHours(longestAgeInHours) },
  ]
}
