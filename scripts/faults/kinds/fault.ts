import type { Random } from '../../../src/example-data/random.ts'
import type { World } from '../world/world.ts'

/** Something that breaks and is whole again when `strike` ends, whatever `strike` meets. */
export type Fault = {
  name: string
  /** Whether it can be made to happen here. */
  isPossible: (world: World) => boolean
  strike: (world: World, random: Random) => Promise<void>
}

/** A fault that can happen everywhere. */
export function fault(name: string, strike: Fault['strike']): Fault {
  return { name, isPossible: () => true, strike }
}
