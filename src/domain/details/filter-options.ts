import type { Build } from '../build.ts'
import { sortedTexts } from '../code-point-order.ts'
import type { IssueReference } from '../issue-reference.ts'
import { codeOfStatus } from '../status.ts'
import type { TestCell } from '../test-cell.ts'
import { orUnknown } from '../unknown.ts'
import type { FilterOptions, LocalFilterOptions } from './answer-types.ts'
import { accountBuildIssues, type BuildIssues } from './build-summary.ts'
import { compareIssues } from './issue-account.ts'

/**
 * Configurations offered for all kinds of items, dummy builds included (trees.md 6.3 step 2, O17). An empty
 * one is offered as what filters find it by.
 */
export function configurationOptions(builds: readonly Build[]): FilterOptions['all'] {
  return {
    configs: sortedTexts(builds.map(({ config }) => orUnknown(config))),
    architectures: sortedTexts(builds.map(({ architecture }) => orUnknown(architecture))),
    compilers: sortedTexts(builds.map(({ compiler }) => orUnknown(compiler))),
  }
}

/**
 * Choices for builds, dummy builds included (trees.md O17). A build without `misc` is in no lab.
 */
export function buildOptions(builds: readonly Build[], issues: BuildIssues): LocalFilterOptions {
  const { account, unknown } = accountBuildIssues(builds, issues, new Set())
  return {
    issues: offeredIssues([...account.values()].map(({ issue }) => issue)),
    origins: sortedTexts(builds.map(({ origin }) => origin)),
    has_unknown_issue: unknown > 0,
    labs: sortedTexts(builds.flatMap(({ lab }) => lab ?? [])),
  }
}

/**
 * Choices for boots or tests.
 *
 * @param cells all of that kind, whatever the filters
 * @param issues the issues to offer, repetitions allowed
 */
export function testOptions(
  cells: readonly TestCell[],
  issues: Iterable<IssueReference>,
): LocalFilterOptions {
  return {
    issues: offeredIssues(issues),
    origins: sortedTexts(cells.map(({ dimensions }) => dimensions.origin)),
    has_unknown_issue: cells.some(
      ({ issue, counts }) => issue === null && counts[codeOfStatus('FAIL')] > 0,
    ),
    labs: sortedTexts(cells.map(({ dimensions }) => orUnknown(dimensions.lab))),
  }
}

function offeredIssues(issues: Iterable<IssueReference>): [string, number][] {
  // cells share the objects of a few dozen issues: to sort one per cell took ten times as long
  const sorted = [...new Set(issues)].sort(compareIssues)
  return sorted
    .filter((issue, at) => at === 0 || compareIssues(sorted[at - 1] ?? issue, issue) !== 0)
    .map(({ id, version }) => [id, version])
}
