import { readdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../world/world.ts'

/** Longer than any pause of an ingester between two tries. */
const drainedWithinMs = 180_000
const lookEveryMs = 200

/** Waits until no submission waits in the root of the spool; tells how many still do when it took too long. */
export async function drain({ spool }: World): Promise<number> {
  const deadline = performance.now() + drainedWithinMs
  for (;;) {
    const waiting = (await readdir(spool)).filter((name) => name.endsWith('.json')).length
    if (waiting === 0 || performance.now() > deadline) return waiting
    await sleep(lookEveryMs)
  }
}
