import type { ReadDatabase } from '../database.ts'
import { allDimensions } from '../dictionaries/all-dimensions.ts'

/**
 * Numbers of the dimensions under which tests of an origin ran on a hardware: its id is their platform or
 * one of their compatibles (hardware.md 3.1).
 */
export async function dimensionsOfHardware(
  db: ReadDatabase,
  hardwareId: string,
  origin: string,
): Promise<number[]> {
  const dimensions = await allDimensions(db)
  return dimensions
    .filter(
      (one) =>
        one.origin === origin &&
        (one.platform === hardwareId || one.compatible?.includes(hardwareId)),
    )
    .map(({ id }) => id)
}
