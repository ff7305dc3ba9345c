import type { Build } from './build.ts'
import type { TestCell } from './test-cell.ts'
import type { TestDimensions } from './test-dimensions.ts'
import { unknownLabel } from './unknown.ts'

/** A platform, unless it is missing or says in any letter case that it is unknown (trees.md 4.6). */
function namedPlatform(platform: string | null): string | null {
  return platform === null || platform.toLowerCase() === 'unknown' ? null : platform
}

/**
 * Every hardware name by which a filter finds a test: its compatibles and its platform; with neither,
 * the platform of its build; with none of these `Unknown` (decisions.md 1). A platform that says in its own
 * spelling that it is unknown is found by that, too, because pages offer it so.
 */
export function hardwareOfTest(dimensions: TestDimensions, build: Build): readonly string[] {
  const own = ownHardwareOfTest(dimensions)
  if (own.length > 0) return own
  return [
    namedPlatform(build.platform) ?? unknownLabel,
    ...spellingOfUnknown(dimensions.platform),
    ...spellingOfUnknown(build.platform),
  ]
}

/** How a platform says that it is unknown, where it does not say it as answers do. */
function spellingOfUnknown(platform: string | null): readonly string[] {
  const isSpelled = platform !== null && platform !== unknownLabel
  return isSpelled && namedPlatform(platform) === null ? [platform] : []
}

/** The names that a test has of its own: its compatibles and its platform, if any. */
export function ownHardwareOfTest({ compatible, platform }: TestDimensions): readonly string[] {
  const named = namedPlatform(platform)
  if (named === null) return compatible ?? []
  return [...(compatible ?? []), named]
}

/**
 * Every hardware name by which a filter finds each build, by `ref`: what its tests and boots ran on
 * and its own platform; with neither `Unknown` (decisions.md 1).
 */
export function hardwareOfBuilds(
  builds: readonly Build[],
  cells: Iterable<TestCell>,
): Map<number, ReadonlySet<string>> {
  const hardware = new Map<number, Set<string>>()
  for (const { ref, platform } of builds) {
    const own = namedPlatform(platform)
    hardware.set(ref, new Set(own === null ? [] : [own]))
  }
  for (const { build, dimensions } of cells) {
    for (const name of hardwareOfTest(dimensions, build)) hardware.get(build.ref)?.add(name)
  }
  for (const names of hardware.values()) if (names.size === 0) names.add(unknownLabel)
  for (const { ref, platform } of builds) {
    for (const spelling of spellingOfUnknown(platform)) hardware.get(ref)?.add(spelling)
  }
  return hardware
}

/** The first compatible of a device, `Unknown` without one (trees.md 4.6). */
export function firstCompatible({ compatible }: TestDimensions): string {
  return compatible?.[0] ?? unknownLabel
}

/**
 * The one name under which `full` and the lists show where a test ran: first compatible, else
 * platform, else the build's platform, else `Unknown` (trees.md 4.6, "row hardware").
 */
export function shownHardware(dimensions: TestDimensions | null, build: Build | null): string {
  const shown = dimensions === null ? unknownLabel : hardwareKey(dimensions)
  return shown === unknownLabel ? (build?.platform ?? unknownLabel) : shown
}

/** First compatible, else platform, else `Unknown`: the name that summaries count by (trees.md 3.2). */
export function hardwareKey(dimensions: TestDimensions): string {
  const compatible = firstCompatible(dimensions)
  return compatible === unknownLabel ? (dimensions.platform ?? unknownLabel) : compatible
}
