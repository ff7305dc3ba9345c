import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../src/example-data/random.ts'
import type { Fault } from './kinds/fault.ts'
import type { World } from './world/world.ts'

export type Rounds = {
  faults: readonly Fault[]
  rounds: number
  seed: number
  /** Told what happened in each round. */
  say: (line: string) => void
  signal: AbortSignal
}

/** Those who send at the same time, and what each sends in a round. */
const senders = 4
const sentByEach = 3
const droppedInRound = 3

/**
 * Rounds of traffic during which something breaks: each ends when what broke is whole again and what was
 * sent is acknowledged. Nobody waits for the ingesters between them, so that faults meet work in all states.
 *
 * @throws Error when something is refused that must not be, or when nothing goes on
 */
export async function runRounds(
  world: World,
  { faults, rounds, seed, say, signal }: Rounds,
): Promise<void> {
  const random = new Random(seed, 'rounds')
  for (let round = 1; round <= rounds && !signal.aborted; round += 1) {
    // each of them once, before chance decides
    const fault = faults[round - 1] ?? random.pick(faults)
    const started = performance.now()
    const traffic = Promise.all([
      ...Array.from({ length: senders }, () => sendSome(world)),
      dropSome(world),
    ])
    const strike = sleep(random.integer(0, 150)).then(() => fault.strike(world, random))
    // the traffic ends only when what broke is whole again
    const [struck] = await Promise.allSettled([strike, traffic])
    if (struck.status === 'rejected') throw struck.reason
    await traffic
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const { acknowledged } = world.submitter
    say(
      `round ${round} of ${rounds}: ${fault.name}, ${seconds} s, ${acknowledged.size} acknowledged`,
    )
  }
}

async function sendSome({ submitter, nextSubmission }: World): Promise<void> {
  for (let sent = 0; sent < sentByEach; sent += 1) await submitter.send(nextSubmission())
}

async function dropSome({ dropped, nextSubmission }: World): Promise<void> {
  for (let count = 0; count < droppedInRound; count += 1) await dropped.drop(nextSubmission())
}
