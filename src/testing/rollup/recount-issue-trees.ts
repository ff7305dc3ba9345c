import type { RawRows } from './raw-rows.ts'
import { count } from './recount-tests.ts'

/** Which builds incidents concern, and in which trees issues were seen. */
export type IssueTreeContents = { incidentFacts: string[]; issueTrees: string[] }

/** The part of {@link recount} that is about incidents. */
export function recountIssueTrees(raw: RawRows): IssueTreeContents {
  const concerned = raw.incidents
    .filter(({ present }) => present !== false)
    .flatMap((incident) => {
      const own = raw.builds.find(({ id }) => id === incident.build_id)?.id
      const tested = raw.tests.find(({ id }) => id === incident.test_id)?.build_id
      const builds = new Set([own, tested].filter((build) => build !== undefined))
      return [...builds].map((build) => ({ incident, build }))
    })
  return {
    incidentFacts: concerned
      .map(({ incident: { id, issue_id: issue, issue_version: version }, build }) =>
        JSON.stringify([id, build, [issue, version]]),
      )
      .toSorted(),
    issueTrees: count(
      concerned.flatMap(({ incident, build }) => {
        const checkoutId = raw.builds.find(({ id }) => id === build)?.checkout_id
        const checkout = raw.checkouts.find(({ id }) => id === checkoutId)
        if (checkout === undefined) return []
        const { tree_name: name, git_repository_url: url, git_repository_branch: branch } = checkout
        return [
          [
            [incident.issue_id, incident.issue_version],
            [name, url, branch],
          ],
        ]
      }),
    ),
  }
}
