import type { ReadDatabase } from '../../database.ts'
import { loadDimensions } from '../../dictionaries/load-dimensions.ts'
import { dimensionsOfHardware } from '../dimensions-of-hardware.ts'

type HardwareInLabs = {
  readonly hardwareId: string
  readonly origin: string
  readonly labs: ReadonlySet<string>
}

/**
 * Numbers of the dimensions under which tests of an origin ran on a hardware in one of some labs. A test that names no
 * platform is none of a hardware's, whatever its compatibles (notifications.md 2.11).
 */
export async function dimensionsInLabs(
  db: ReadDatabase,
  { hardwareId, origin, labs }: HardwareInLabs,
): Promise<number[]> {
  const { ids } = await dimensionsOfHardware(db, hardwareId, origin)
  const dimensions = await loadDimensions(db, new Set(ids))
  return ids.filter((id) => {
    const { lab = null, platform = null } = dimensions.get(id) ?? {}
    return platform !== null && lab !== null && labs.has(lab)
  })
}
