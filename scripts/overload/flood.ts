import { setTimeout as sleep } from 'node:timers/promises'
import { ask, type Outcome } from './client.ts'

/** Clients that wait at a time: what comes on top is not asked. */
const mostAtOnce = 1_000

/** How many answers a second the service gives to so many clients that ask one after the other. */
export async function capacity(
  address: (number: number) => string,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<number> {
  const started = performance.now()
  const until = started + seconds * 1000
  let [number, answered] = [0, 0]
  const client = async () => {
    while (performance.now() < until) {
      const { status } = await ask(address((number += 1)))
      if (status === 200) answered += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (answered * 1000) / (performance.now() - started)
}

/** A flood that has ended: what became of its requests, and how many were not even asked. */
export type Flooded = { outcomes: Outcome[]; unasked: number }

/**
 * Asks so often a second, whatever the answers take. At the end all who still wait leave at once.
 *
 * @param address of each request by its number
 */
export async function flood(
  address: (number: number) => string,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Flooded> {
  const leaving = new AbortController()
  const outcomes: Outcome[] = []
  const asked: Promise<void>[] = []
  const started = performance.now()
  let [waiting, unasked] = [0, 0]
  for (let number = 1; number <= rate * seconds; number += 1) {
    const due = started + (number * 1000) / rate
    if (due > performance.now()) await sleep(due - performance.now())
    if (waiting >= mostAtOnce) {
      unasked += 1
      continue
    }
    waiting += 1
    const outcome = ask(address(number), leaving.signal).then((one) => {
      waiting -= 1
      if (!leaving.signal.aborted) outcomes.push(one)
    })
    asked.push(outcome)
  }
  leaving.abort()
  await Promise.all(asked)
  return { outcomes, unasked }
}
