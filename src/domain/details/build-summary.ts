import { type Build, canShowIssue } from '../build.ts'
import { sortedTexts } from '../code-point-order.ts'
import { type Selection } from '../filters/filters.ts'
import { isSelected } from '../filters/matches.ts'
import { type IssueReference, issueKey } from '../issue-reference.ts'
import {
  addStatusCounts,
  countsOfOne,
  namedStatusCount,
  noStatusCounts,
  type StatusCount,
} from '../status.ts'
import { unknownLabel } from '../unknown.ts'
import type { BuildSummary } from './answer-types.ts'
import { countsOfIssue, type IssueAccount, type IssueTexts, shownIssues } from './issue-account.ts'
import { type StatusTally, tally, toCountRecord, toRecord } from './status-tally.ts'

/** Issue versions that builds show, by `ref` of the build; each version once per build. */
export type BuildIssues = ReadonlyMap<number, readonly IssueReference[]>

/**
 * Counts builds (trees.md 6.4). A build counts once per issue version that it shows, however many
 * checkouts, tests or incidents it has (trees.md O1, O2).
 *
 * @param builds the builds that the filters let pass, no dummies
 * @param issueFilter only these issues are accounted, like the rows that carry them (trees.md 6.3)
 */
export function summariseBuilds(
  builds: readonly Build[],
  issues: BuildIssues,
  issueFilter: Selection,
  texts: IssueTexts,
): BuildSummary {
  const all = noStatusCounts()
  const origins: StatusTally = new Map()
  const configs: StatusTally = new Map()
  const labs: StatusTally = new Map()
  for (const build of builds) {
    const counts = countsOfOne(build.status)
    addStatusCounts(all, counts)
    tally(origins, build.origin, counts)
    const config = build.config ?? unknownLabel
    if (config !== '') tally(configs, config, counts)
    if (build.lab !== null) tally(labs, build.lab, counts)
  }
  const { account, unknown } = accountBuildIssues(builds, issues, issueFilter)
  return {
    status: namedStatusCount(all),
    origins: toCountRecord(origins),
    architectures: countArchitectures(builds),
    configs: toCountRecord(configs),
    labs: toCountRecord(labs),
    issues: shownIssues(account, texts),
    unknown_issues: unknown,
  }
}

/** The issues that builds show, and how many failed builds show none. */
export function accountBuildIssues(
  builds: readonly Build[],
  issues: BuildIssues,
  issueFilter: Selection,
): { account: IssueAccount; unknown: number } {
  const account: IssueAccount = new Map()
  let unknown = 0
  for (const build of builds) {
    const own = issues.get(build.ref) ?? []
    if (own.length === 0 && build.status === 'FAIL') unknown += 1
    if (!canShowIssue(build.status)) continue
    for (const issue of own) {
      if (isSelected(issueFilter, issueKey(issue))) countsOfIssue(account, issue)[build.status] += 1
    }
  }
  return { account, unknown }
}

function countArchitectures(builds: readonly Build[]): BuildSummary['architectures'] {
  const counts: StatusTally = new Map()
  const compilers = new Map<string, string[]>()
  for (const build of builds) {
    const architecture = build.architecture ?? unknownLabel
    if (architecture === '') continue
    tally(counts, architecture, countsOfOne(build.status))
    const compiler = build.compiler ?? unknownLabel
    if (compiler === '') continue
    const known = compilers.get(architecture)
    if (known === undefined) compilers.set(architecture, [compiler])
    else known.push(compiler)
  }
  const rows = new Map<string, StatusCount & { compilers: string[] }>()
  for (const [architecture, count] of counts) {
    rows.set(architecture, {
      ...namedStatusCount(count),
      compilers: sortedTexts(compilers.get(architecture) ?? []),
    })
  }
  return toRecord(rows)
}
