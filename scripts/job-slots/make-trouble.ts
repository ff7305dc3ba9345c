import { setTimeout } from 'node:timers/promises'
import { canMoveClocks, type TroubledProcess } from './troubled-process.ts'

/** What was done to the instances. */
export type Troubles = { kills: number; stops: number; freezes: number; clocks: number }

/** By how many seconds a clock is wrong. */
const errors = [2, -2, 3600, -3600, 0]

/**
 * Kills one instance again and again, freezes both, ends both in order and moves their clocks, at random, for
 * so long. One of them is always left alone or only frozen, so that every slot can run in time.
 */
export async function makeTrouble(
  steady: TroubledProcess,
  victim: TroubledProcess,
  forMs: number,
): Promise<Troubles> {
  const until = performance.now() + forMs
  const done: Troubles = { kills: 0, stops: 0, freezes: 0, clocks: 0 }
  const deeds = [
    async () => {
      await victim.kill()
      done.kills += 1
      await pause(1_000)
      victim.start()
    },
    async () => {
      const either = Math.random() < 0.7 ? victim : steady
      await either.stop()
      done.stops += 1
      await pause(500)
      either.start()
    },
    async () => {
      const either = Math.random() < 0.5 ? victim : steady
      either.freeze()
      done.freezes += 1
      // longer than a lease, mostly
      await pause(3_000)
      either.thaw()
    },
    async () => {
      if (!canMoveClocks) return
      const either = Math.random() < 0.5 ? victim : steady
      either.moveClock(errors[Math.floor(Math.random() * errors.length)] ?? 0)
      done.clocks += 1
    },
  ]
  while (performance.now() < until) {
    await deeds[Math.floor(Math.random() * deeds.length)]?.()
    await pause(1_500)
  }
  return done
}

function pause(atMostMs: number): Promise<void> {
  return setTimeout(Math.random() * atMostMs)
}
