import { type BucketCounts, bucketsOf } from '../bucket-counts.ts'
import { addStatusCounts, noStatusCounts, type StatusCounts } from '../status.ts'
import type { CountKind } from '../test-kind.ts'
import { groupByVariant, type HardwareVariant, variantOf } from './hardware-variant.ts'

/** Builds, boots or tests of one checkout on one platform, counted per status. */
export type CountsOnHardware = {
  readonly checkoutId: string
  readonly platform: string
  /** What the tests named; null for builds, which are counted per platform. */
  readonly compatible: readonly string[] | null
  readonly kind: CountKind
  readonly counts: Readonly<StatusCounts>
}

/** A line of the hardware listing (hardware.md 9.1). */
export type ListedHardware = {
  hardware: string[] | null
  platform: string
  test_status_summary: BucketCounts
  boot_status_summary: BucketCounts
  build_status_summary: BucketCounts
}

/**
 * The hardware listing: on each platform what was counted of all checkouts whose tests named the same
 * compatibles together (hardware.md 9.1, D7).
 */
export function listHardware(counted: Iterable<CountsOnHardware>): ListedHardware[] {
  const onPlatforms = Map.groupBy(counted, ({ checkoutId }) => checkoutId)
    .values()
    .flatMap((ofCheckout) => Map.groupBy(ofCheckout, ({ platform }) => platform))
    .map(([platform, rows]) => {
      const lists = rows.map(({ compatible }) => compatible)
      return [variantOf(platform, lists), rows] as const
    })
  return groupByVariant(onPlatforms).map(toListed)
}

function toListed([{ platform, compatibles }, rows]: [
  HardwareVariant,
  CountsOnHardware[],
]): ListedHardware {
  const builds = noStatusCounts()
  const boots = noStatusCounts()
  const tests = noStatusCounts()
  // a test without path is a test (hardware.md I15)
  const sums = { B: builds, b: boots, t: tests, n: tests }
  for (const { kind, counts } of rows) addStatusCounts(sums[kind], counts)
  return {
    hardware: compatibles,
    platform,
    test_status_summary: bucketsOf(tests),
    boot_status_summary: bucketsOf(boots),
    build_status_summary: bucketsOf(builds),
  }
}
