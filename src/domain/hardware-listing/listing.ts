import { type BucketCounts, sumBuckets } from '../bucket-counts.ts'
import { groupByVariant, variantOf } from './hardware-variant.ts'

/** What was counted on a platform in checkouts whose tests named the same lists of compatibles. */
export type CountsOnHardware = {
  readonly platform: string
  readonly compatibleLists: readonly (readonly string[] | null)[]
  readonly builds: BucketCounts
  readonly boots: BucketCounts
  readonly tests: BucketCounts
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
 * The hardware listing: a platform once for each set of compatibles, however they were spread over
 * lists (hardware.md 9.1, D7).
 */
export function listHardware(counted: readonly CountsOnHardware[]): ListedHardware[] {
  const onVariants = counted.map(
    (one) => [variantOf(one.platform, one.compatibleLists), [one]] as const,
  )
  return groupByVariant(onVariants).map(([{ platform, compatibles }, same]) => ({
    hardware: compatibles,
    platform,
    test_status_summary: sumBuckets(same.map(({ tests }) => tests)),
    boot_status_summary: sumBuckets(same.map(({ boots }) => boots)),
    build_status_summary: sumBuckets(same.map(({ builds }) => builds)),
  }))
}
