import { setTimeout as sleep } from 'node:timers/promises'
import { ask, type Outcome } from './client.ts'

/** Somebody who asks again and again, one request after the other. */
export type Watch = { stop: () => Promise<Outcome[]> }

/**
 * Asks every so often until it is stopped.
 *
 * @param address of each request by its number
 */
export function watch(address: (number: number) => string, everyMs: number): Watch {
  const outcomes: Outcome[] = []
  const stopped = new AbortController()
  const watching = (async () => {
    for (let number = 1; !stopped.signal.aborted; number += 1) {
      outcomes.push(await ask(address(number)))
      await sleep(everyMs)
    }
  })()
  return {
    stop: async () => {
      stopped.abort()
      await watching
      return outcomes
    },
  }
}
