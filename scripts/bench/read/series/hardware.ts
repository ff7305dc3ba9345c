import type { Samples } from '../samples.ts'
import { gets, pageAimMs, query, type Request, type Series, type SeriesSources } from './series.ts'

/** Pages of hardware, in windows that end with the newest checkout. */
export function hardwareSeries({
  samples: { hardware, commits, newestSeconds },
  requests,
}: SeriesSources): Series[] {
  const window = lastDays(newestSeconds, 7)
  const origins = [...new Set(hardware.map(({ origin }) => origin))]
  const details = (view: string) =>
    hardware.map((one) => detailsOfHardware(one, view, newestSeconds, 7))
  const revisions = commits.slice(0, requests).map(
    ({ origin, tree, url, branch, hash }) =>
      `/api/hardware-by-revision/?${query({
        origin,
        tree_name: tree,
        git_repository_url: url,
        git_repository_branch: branch,
        git_commit_hash: hash,
      })}`,
  )
  const histories: Request[] = hardware.map(({ id, origin }, index) => {
    const heads = commits.slice(index % commits.length, (index % commits.length) + 5)
    const commitHeads = heads.map(({ tree, url, branch, hash }) => ({
      treeName: tree,
      repositoryUrl: url,
      branch,
      commitHash: hash,
    }))
    return {
      path: `/api/hardware/${encodeURIComponent(id)}/commit-history`,
      // the heads are any commits, old ones too
      body: { origin, ...lastDays(newestSeconds, 90), commitHeads },
    }
  })
  const listings = origins.map((origin) => `/api/hardware/?${query({ origin, ...window })}`)
  const selectors = origins.map((origin) => `/api/hardware/selectors/?${query({ origin })}`)
  return [
    { name: 'hardware listing', requests: gets(listings), aimMs: pageAimMs },
    { name: 'hardware selectors', requests: gets(selectors), aimMs: pageAimMs },
    { name: 'hardware of a revision', requests: gets(revisions), aimMs: pageAimMs },
    { name: 'hardware summary', requests: details('/summary'), aimMs: pageAimMs },
    { name: 'hardware full', requests: details('') },
    ...['builds', 'boots', 'tests'].map((view) => ({
      name: `hardware ${view}`,
      requests: details(`/${view}`),
    })),
    { name: 'commits of a hardware', requests: histories, aimMs: pageAimMs },
  ]
}

/** What a page of a hardware asks for, about the last days before the newest checkout. */
export function detailsOfHardware(
  { id, origin }: Samples['hardware'][number],
  view: string,
  newestSeconds: number,
  days: number,
): Request {
  return {
    path: `/api/hardware/${encodeURIComponent(id)}${view}`,
    body: { origin, ...lastDays(newestSeconds, days), selectedCommits: {}, filter: {} },
  }
}

function lastDays(newestSeconds: number, days: number) {
  return {
    startTimestampInSeconds: String(newestSeconds - days * 86_400),
    endTimestampInSeconds: String(newestSeconds),
  }
}
