import type { ReadDatabase } from '../database.ts'
import { allDimensions } from '../dictionaries/all-dimensions.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { ofHardware } from '../versions/scope.ts'

/** Under which numbers tests on a hardware are counted. */
export type DimensionsOfHardware = {
  /** All dimensions. */
  readonly ids: readonly number[]
  /** The hardware groups of those with a platform: `checkout_hw` counts what ran on them. */
  readonly groups: readonly number[]
  /** Dimensions without a platform, which are in no group: builds alone are counted by them. */
  readonly withoutGroup: readonly number[]
}

/**
 * The dimensions under which tests of an origin ran on a hardware: its id is their platform or one of their
 * compatibles (hardware.md 3.1). What is read by them hangs on that hardware.
 */
export async function dimensionsOfHardware(
  db: ReadDatabase,
  hardwareId: string,
  origin: string,
): Promise<DimensionsOfHardware> {
  answerHangsOn([ofHardware(hardwareId)])
  const all = await allDimensions(db)
  const found = all.filter(
    (one) =>
      one.origin === origin &&
      (one.platform === hardwareId || one.compatible?.includes(hardwareId)),
  )
  return {
    ids: found.map(({ id }) => id),
    groups: [...new Set(found.flatMap(({ group }) => group ?? []))],
    withoutGroup: found.filter(({ group }) => group === null).map(({ id }) => id),
  }
}
