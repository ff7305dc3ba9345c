import {
  addStatusCounts,
  emptyStatusCount,
  namedStatusCount,
  noStatusCounts,
  type StatusCount,
} from '../status.ts'
import type { TestCell } from '../test-cell.ts'
import { itemKind } from '../test-dimensions.ts'
import { groupByVariant, type HardwareVariant, variantOf } from './hardware-variant.ts'

/** What ran on one hardware for a revision (hardware.md 9.3). */
export type HardwareOfRevision = {
  hardware: string[] | null
  platform: string
  test_status_summary: StatusCount
  boot_status_summary: StatusCount
  build_status_summary: StatusCount
}

/**
 * The hardware that tests of a revision ran on: here each test counts under the compatibles that it
 * names itself, and a build once wherever it was tested (hardware.md 9.3). Tests without platform count
 * nowhere.
 */
export function hardwareOfRevision(cells: Iterable<TestCell>): HardwareOfRevision[] {
  const onVariants = Map.groupBy(cells, ({ dimensions }) => dimensions)
    .entries()
    .flatMap(([{ platform, compatible }, ofVariant]) =>
      platform === null ? [] : [[variantOf(platform, [compatible]), ofVariant] as const],
    )
  return groupByVariant(onVariants).map(toHardware)
}

function toHardware([{ platform, compatibles }, cells]: [
  HardwareVariant,
  TestCell[],
]): HardwareOfRevision {
  const boots = noStatusCounts()
  const tests = noStatusCounts()
  for (const { dimensions, counts } of cells) {
    addStatusCounts(itemKind(dimensions) === 'boot' ? boots : tests, counts)
  }
  return {
    hardware: compatibles,
    platform,
    test_status_summary: namedStatusCount(tests),
    boot_status_summary: namedStatusCount(boots),
    build_status_summary: countBuilds(cells),
  }
}

function countBuilds(cells: readonly TestCell[]): StatusCount {
  const builds = new Map(cells.map(({ build }) => [build.ref, build]))
  const counts = emptyStatusCount()
  for (const { isDummy, status } of builds.values()) if (!isDummy) counts[status] += 1
  return counts
}
