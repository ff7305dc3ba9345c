import { type Build, canShowIssue } from '../build.ts'
import { hardwareOfTest, ownHardwareOfTest } from '../hardware.ts'
import { type IssueReference, issueKey, uncategorizedKey } from '../issue-reference.ts'
import { type ItemKind, itemKind, type TestDimensions } from '../test-dimensions.ts'
import { orUnknown } from '../unknown.ts'
import type { DurationBounds, Filters, Selection, TestFilter } from './filters.ts'

/** Whether a selection lets a value pass. */
export function isSelected(selection: Selection, value: string): boolean {
  return selection.size === 0 || selection.has(value)
}

/** Whether a duration lies within bounds; a null duration matches no bound (decisions.md 1). */
export function matchesDuration(bounds: DurationBounds, duration: number | null): boolean {
  if (!hasBound(bounds)) return true
  if (duration === null) return false
  return duration >= (bounds.minimum ?? -Infinity) && duration <= (bounds.maximum ?? Infinity)
}

/** Whether there is any bound at all. */
export function hasBound({ minimum, maximum }: DurationBounds): boolean {
  return minimum !== null || maximum !== null
}

/**
 * Whether a build is wanted (filters.md 6 as decided in decisions.md 1).
 *
 * @param hardware every name under which the build is found, see `hardwareOfBuilds`
 * @param issues the issue versions that present incidents of the build itself name
 */
export function matchesBuild(
  filters: Filters,
  build: Build,
  hardware: ReadonlySet<string>,
  issues: readonly IssueReference[],
): boolean {
  const { statuses, origins, duration } = filters.build
  return (
    matchesConfiguration(filters, build) &&
    matchesHardware(filters.hardware, () => hardware) &&
    isSelected(filters.labs, orUnknown(build.lab)) &&
    isSelected(statuses, build.status) &&
    isSelected(origins, build.origin) &&
    matchesDuration(duration, build.duration) &&
    matchesBuildIssues(filters.build.issues, build, issues)
  )
}

/**
 * Whether tests with these dimensions on this build are wanted, as far as everything but their status,
 * duration, path and issues goes.
 */
export function matchesWhereItRan(
  filters: Filters,
  build: Build,
  dimensions: TestDimensions,
): boolean {
  return (
    matchesConfiguration(filters, build) &&
    matchesHardware(filters.hardware, () => hardwareOfTest(dimensions, build)) &&
    matchesItsOwn(filters, dimensions)
  )
}

/**
 * Whether tests with these dimensions may be wanted, whatever build they ran on: where neither
 * compatible nor platform is known, the platform of the build decides (decisions.md 1).
 */
export function mayMatchWhereItRan(filters: Filters, dimensions: TestDimensions): boolean {
  const hardware = ownHardwareOfTest(dimensions)
  return (
    (hardware.length === 0 || matchesHardware(filters.hardware, () => hardware)) &&
    matchesItsOwn(filters, dimensions)
  )
}

/** The filter on boots or the one on tests. */
export function testFilter(filters: Filters, kind: ItemKind): TestFilter {
  return kind === 'boot' ? filters.boot : filters.test
}

/** Whether builds with this configuration, and what ran on them, are wanted. */
export function matchesConfiguration(filters: Filters, build: Build): boolean {
  return (
    isSelected(filters.configs, orUnknown(build.config)) &&
    isSelected(filters.architectures, orUnknown(build.architecture)) &&
    isSelected(filters.compilers, orUnknown(build.compiler))
  )
}

function matchesItsOwn({ labs, boot, test }: Filters, dimensions: TestDimensions): boolean {
  const { platforms, origins } = itemKind(dimensions) === 'boot' ? boot : test
  return (
    isSelected(labs, orUnknown(dimensions.lab)) &&
    isSelected(platforms, orUnknown(dimensions.platform)) &&
    isSelected(origins, dimensions.origin)
  )
}

/** Hardware is worked out only when somebody asks for it: this runs for every cell of a commit. */
function matchesHardware(selection: Selection, hardware: () => Iterable<string>): boolean {
  return selection.size === 0 || Iterator.from(hardware()).some((name) => selection.has(name))
}

/** A build that shows no issue at all is never selected by one (filters.md 7.2). */
function matchesBuildIssues(
  selection: Selection,
  build: Build,
  issues: readonly IssueReference[],
): boolean {
  if (selection.size === 0) return true
  if (!canShowIssue(build.status)) return false
  if (issues.length === 0) return selection.has(uncategorizedKey)
  return issues.some((issue) => selection.has(issueKey(issue)))
}
