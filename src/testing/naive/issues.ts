import type { IssueFilters } from '../../domain/issues/issue-filters.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { RawRows } from '../rollup/raw-rows.ts'

type Issue = RawRows['issues'][number]
type Build = RawRows['builds'][number]
type Incident = RawRows['incidents'][number]
type Checkout = RawRows['checkouts'][number]

/**
 * Pages of issues, api-misc.md 6 read once more: row by row and without regard to cost. Shares no rule with
 * the readers.
 */
export class NaiveIssues {
  readonly #rows: RawRows
  readonly #incidents: Incident[]

  constructor(rows: RawRows) {
    this.#rows = rows
    this.#incidents = rows.incidents.filter(({ present }) => present !== false)
  }

  /** Id and version of what the listing shows, in its order, and the ids that have extras (api-misc.md 6.1). */
  list({ from, until }: TimeWindow, filters: IssueFilters) {
    const all = this.#rows.issues.filter(({ _timestamp: time }) => isBetween(time, from, until))
    const listed = all.filter((issue) => {
      const isKnown = this.#incidents.some(({ issue_id }) => issue_id === issue.id)
      return (
        isWanted(issue, filters) &&
        (isKnown ? this.#trees(issue.id, issue.version).length > 0 : !filters.hasIncident)
      )
    })
    const order = ({ id, version }: Issue) => `${id} ${version}`
    const issues = listed
      .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
      .toSorted((one, other) => -compareTimes(one._timestamp, other._timestamp))
    const ids = new Set(issues.map(({ id }) => id))
    const firsts = [...ids].flatMap((id) => {
      const first = this.#end(id, 1)
      return first === null ? [] : [[id, first] as const]
    })
    return {
      found: all.length > 0,
      issues: issues.map(({ id, version }) => ({ id, version })),
      extras: firsts,
      origins: [...new Set(all.map(({ origin }) => origin))].toSorted(),
      categories: [...new Set(all.flatMap(({ categories }) => categories ?? []))].toSorted(),
    }
  }

  /** First and last incident of an issue, and the trees of some versions (api-misc.md 6.3); null without an incident. */
  extras(id: string, versions: readonly number[]) {
    const [first, last] = [this.#end(id, 1), this.#end(id, -1)]
    if (first === null) return null
    const seen = versions.map((version) => {
      const trees = this.#trees(id, version)
      return [version, { id, version, trees, tags: [] as string[] }]
    })
    return {
      first_incident: first,
      last_incident: last,
      versions: Object.fromEntries(seen) as unknown,
    }
  }

  /** Ids of the tests that a page of the issue lists (api-misc.md 6.5). */
  tests(id: string, version: number | undefined): string[] {
    return this.#incidentsOf(id, version)
      .flatMap(({ test_id }) => test_id ?? [])
      .toSorted()
  }

  /** Ids of the builds (api-misc.md 6.6). */
  builds(id: string, version: number | undefined): string[] {
    return this.#incidentsOf(id, version)
      .flatMap(({ build_id }) => this.#rows.builds.find((build) => build.id === build_id)?.id ?? [])
      .toSorted()
  }

  #incidentsOf(id: string, asked: number | undefined): Incident[] {
    const all = this.#incidents.filter(({ issue_id }) => issue_id === id)
    const version = asked ?? Math.max(...all.map(({ issue_version }) => issue_version))
    return all.filter(({ issue_version }) => issue_version === version)
  }

  /** @param direction 1 for the first incident, -1 for the last */
  #end(id: string, direction: 1 | -1) {
    const [end] = this.#incidents
      .filter(({ issue_id }) => issue_id === id)
      .toSorted(
        (one, other) =>
          direction * (one.issue_version - other.issue_version) ||
          Number(one._timestamp === null) - Number(other._timestamp === null) ||
          direction * compareTimes(one._timestamp, other._timestamp) ||
          direction * (one.id < other.id ? -1 : 1),
      )
    if (end === undefined) return null
    // that of its own build, if it has arrived, whatever else is missing
    const checkout = this.#checkoutOf(this.#builds(end)[0])
    return {
      first_seen: end._timestamp,
      git_commit_hash: checkout?.git_commit_hash ?? null,
      git_repository_url: checkout?.git_repository_url ?? null,
      git_repository_branch: checkout?.git_repository_branch ?? null,
      git_commit_name: checkout?.git_commit_name ?? null,
      tree_name: checkout?.tree_name ?? null,
      issue_version: end.issue_version,
      checkout_id: checkout?.id ?? null,
    }
  }

  #trees(id: string, version: number) {
    const trees = this.#incidents
      .filter(({ issue_id, issue_version }) => issue_id === id && issue_version === version)
      .flatMap((incident) => this.#builds(incident))
      .flatMap((build) => this.#checkoutOf(build) ?? [])
      .filter(
        ({ tree_name, git_repository_branch: branch }) => tree_name !== null && branch !== null,
      )
      .map(({ tree_name, git_repository_branch: branch }) => JSON.stringify([tree_name, branch]))
    return [...new Set(trees)].toSorted().map((tree) => {
      const [tree_name, git_repository_branch] = JSON.parse(tree) as [string, string]
      return { tree_name, git_repository_branch }
    })
  }

  /** The incident's own build, which comes first, and that of its test; those that have arrived. */
  #builds({ build_id, test_id }: Incident): Build[] {
    const { builds, tests } = this.#rows
    const ofTest = tests.find(({ id }) => id === test_id)?.build_id
    return [build_id, ofTest].flatMap((wanted) => builds.find(({ id }) => id === wanted) ?? [])
  }

  #checkoutOf(build: Build | undefined): Checkout | undefined {
    return this.#rows.checkouts.find(({ id }) => id === build?.checkout_id)
  }
}

function isWanted(issue: Issue, filters: IssueFilters): boolean {
  const flags: Record<string, boolean | null> = {
    code: issue.culprit_code,
    harness: issue.culprit_harness,
    tool: issue.culprit_tool,
  }
  return (
    (filters.origins.size === 0 || filters.origins.has(issue.origin)) &&
    (filters.culprits.size === 0 || [...filters.culprits].some((one) => flags[one] === true)) &&
    (filters.categories.size === 0 ||
      [...filters.categories].some((one) => issue.categories?.includes(one)))
  )
}

/** A fraction of a second may be there or not. */
function compareTimes(one: string | null, other: string | null): number {
  const [left, right] = [one, other].map((time) => (time ?? '').replace('Z', ''))
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1
}

function isBetween(time: string | null, from: string, until: string): boolean {
  return time !== null && compareTimes(time, from) >= 0 && compareTimes(time, until) <= 0
}
