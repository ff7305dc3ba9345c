import type {
  BuildItem,
  BuildSummary,
  CountedSummary,
  CountedTestSummary,
  FilterOptions,
  LocalFilterOptions,
  TestItem,
} from '../details/answer-types.ts'
import { sortedTexts } from '../code-point-order.ts'
import type { TestCell } from '../test-cell.ts'
import { type ItemKind, itemKind } from '../test-dimensions.ts'
import { orUnknown, unknownLabel } from '../unknown.ts'
import type { NumberedHead } from './tree-of-hardware.ts'
import type { SparseTreeStatuses, TreeStatuses } from './tree-statuses.ts'

/** A build in lists of a hardware (hardware.md 8). */
export type HardwareBuild = BuildItem & {
  tree_name: string | null
  /** `Uncategorized` for a failure without a known issue of its own. */
  issue_id: string | null
  issue_version: number | null
}

/** A boot or test in lists of a hardware. */
export type HardwareTest = TestItem & {
  tree_name: string | null
  git_repository_branch: string | null
}

/** A tree as pages of a hardware show it. */
export type HardwareTree = {
  index: string
  origin: string
  tree_name: string | null
  git_repository_branch: string | null
  git_repository_url: string | null
  head_git_commit_name: string | null
  head_git_commit_hash: string | null
  head_git_commit_tag: string[] | null
  selected_commit_status: TreeStatuses | SparseTreeStatuses | null
  is_selected: null
}

export type HardwareCommon = { trees: HardwareTree[]; compatibles: string[] }

/** What `summary.boots` and `summary.tests` of a hardware hold. */
export type HardwareTestSummary = Omit<
  CountedTestSummary,
  'environment_compatible' | 'environment_misc' | 'platforms'
> & {
  environment_compatible: null
  environment_misc: null
  platforms: CountedTestSummary['platforms'] | null
}

export type HardwareSummaryBlock = {
  builds: BuildSummary
  boots: HardwareTestSummary
  tests: HardwareTestSummary
}

type TestOptions = LocalFilterOptions & { platforms: string[] }
export type HardwareFilterOptions = Omit<FilterOptions, 'boots' | 'tests'> & {
  boots: TestOptions
  tests: TestOptions
}

/** Without `Unknown` among the labs, which the full route does not offer (hardware.md 9.5). */
export function withNamedLabs(options: HardwareFilterOptions): HardwareFilterOptions {
  const named = <Options extends LocalFilterOptions>(one: Options): Options => ({
    ...one,
    labs: one.labs.filter((lab) => lab !== unknownLabel),
  })
  const { all, builds, boots, tests } = options
  return { all, builds: named(builds), boots: named(boots), tests: named(tests) }
}

/** A head as answers show it. */
export function shownTree(
  head: NumberedHead,
  statuses: HardwareTree['selected_commit_status'],
): HardwareTree {
  return {
    index: head.index,
    origin: head.origin,
    tree_name: head.treeName,
    git_repository_branch: head.branch,
    git_repository_url: head.url,
    head_git_commit_name: head.name,
    head_git_commit_hash: head.hash,
    head_git_commit_tag: head.tags,
    selected_commit_status: statuses,
    is_selected: null,
  }
}

/**
 * What pages of a hardware show of what was counted (hardware.md 8).
 *
 * @param noPlatforms what stands for no platform at all (hardware.md I13)
 */
export function summaryOfHardware(
  { builds, boots, tests }: CountedSummary,
  noPlatforms: Record<string, never> | null,
): HardwareSummaryBlock {
  const shown = ({ platforms, ...summary }: CountedTestSummary): HardwareTestSummary => ({
    ...summary,
    environment_compatible: null,
    environment_misc: null,
    platforms: Object.keys(platforms).length === 0 ? noPlatforms : platforms,
  })
  return { builds, boots: shown(boots), tests: shown(tests) }
}

/**
 * The choices of a page of hardware: as on other pages, and the platforms. They do not depend on filters
 * (hardware.md F9).
 */
export function optionsOfHardware(
  options: FilterOptions,
  cells: readonly TestCell[],
): HardwareFilterOptions {
  const platforms = (kind: ItemKind) =>
    sortedTexts(
      cells
        .filter(({ dimensions }) => itemKind(dimensions) === kind)
        .map(({ dimensions }) => orUnknown(dimensions.platform)),
    )
  return {
    ...options,
    boots: { ...options.boots, platforms: platforms('boot') },
    tests: { ...options.tests, platforms: platforms('test') },
  }
}
