import { gets, lookUpAimMs, query, type Series, type SeriesSources } from './series.ts'

const metricsAimMs = 30

/** Trees, their newest commits, origins, and how much arrived. */
export function listingSeries({
  samples: { origins, commits },
  requests,
}: SeriesSources): Series[] {
  const windows = origins.flatMap((origin) =>
    [7, 1, 3, 14, 30].map((days) => `/api/tree/?${query({ origin, interval_in_days: `${days}` })}`),
  )
  const latest = commits.map(
    ({ origin, tree, branch }) => `/api/tree/${tree}/${branch}?${query({ origin })}`,
  )
  const latestOfCommit = commits.map(
    ({ origin, tree, branch, hash }) =>
      `/api/tree/${tree}/${branch}?${query({ origin, commit_hash: hash })}`,
  )
  return [
    { name: 'tree listing', requests: gets(windows), aimMs: lookUpAimMs },
    {
      name: 'latest',
      requests: gets([...new Set(latest)].slice(0, requests)),
      aimMs: lookUpAimMs,
    },
    {
      name: 'latest of a commit',
      requests: gets(latestOfCommit.slice(0, requests)),
      aimMs: lookUpAimMs,
    },
    {
      name: 'origins',
      requests: gets([3, 7, 14, 30].map((days) => `/api/origins/?interval_in_days=${days}`)),
    },
    {
      name: 'metrics',
      requests: gets(
        [7, 14, 1, 2, 3, 4, 5].map((days) => `/api/metrics/?start_days_ago=${days}&end_days_ago=0`),
      ),
      aimMs: metricsAimMs,
    },
  ]
}
