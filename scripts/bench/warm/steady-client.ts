import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const connections = 8

/** How long answers took, in milliseconds, and how many were none. */
export type Timed = { milliseconds: number[]; failed: number }

/**
 * Asks at a steady pace until the signal aborts, whatever becomes of the answers: who waits for one does not wait with
 * the next, so that a pause is felt by all who would have asked meanwhile.
 */
export async function askSteadily(
  urls: readonly string[],
  perSecond: number,
  signal: AbortSignal,
): Promise<Timed> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const timed: Timed = { milliseconds: [], failed: 0 }
  const started = performance.now()
  const waiting = new Set<Promise<void>>()
  for (let number = 0; !signal.aborted; number += 1) {
    const dueAt = started + (number * 1000) / perSecond
    const early = dueAt - performance.now()
    if (early > 1) await sleep(early)
    const url = urls[number % urls.length] ?? ''
    const asking: Promise<void> = ask(url, agent, dueAt, timed).finally(() =>
      waiting.delete(asking),
    )
    waiting.add(asking)
  }
  await Promise.all(waiting)
  agent.destroy()
  return timed
}

function ask(url: string, agent: Agent, dueAt: number, timed: Timed): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const failed = () => {
    timed.failed += 1
    resolve()
  }
  get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
    answer.on('error', failed).resume()
    answer.on('end', () => {
      if (answer.statusCode === 200) timed.milliseconds.push(performance.now() - dueAt)
      else timed.failed += 1
      resolve()
    })
  }).on('error', failed)
  return promise
}
