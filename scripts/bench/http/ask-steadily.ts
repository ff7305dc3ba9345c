import type { SteadyFigures } from '../figures/http-figures.ts'
import { type BareHono, barePath } from './bare-hono.ts'
import type { LoadClient } from './load/load-client.ts'
import { requestText } from './load/request-text.ts'

/**
 * So many that nobody waits in the client for the answer of somebody else: of those that were ready 14 % took more than
 * 10 ms with 16 connections, behind answers that were made, and 6 % with 64.
 */
const connections = 64

export type SteadyQuestions = {
  port: number
  /** As they are sent. */
  requests: readonly string[]
  perSecond: number
  ms: number
}

/** Asks at a steady pace, whatever becomes of the answers, and bare Hono beside. */
export async function askSteadily(
  { load, bare }: { load: LoadClient; bare: BareHono },
  { port, requests, perSecond, ms }: SteadyQuestions,
): Promise<SteadyFigures> {
  const result = await load.run({
    port,
    requests,
    connections,
    mode: 'again',
    ms,
    rate: perSecond,
    beside: { port: bare.port, request: requestText({ path: barePath }) },
  })
  const { answers, times, ready, made, beside, statuses } = result
  if (beside === null || statuses[200] !== answers) {
    throw new Error(`not every answer was one: ${JSON.stringify(statuses)}`)
  }
  return { answers, times, ready, made, bare: beside }
}

/** In a line: milliseconds of all answers, of those that were ready, and of bare Hono. */
export function steadyText({ answers, times, ready, made, bare }: SteadyFigures): string {
  const ms = (value: number) => value.toFixed(2)
  return (
    `${answers} answers, p50 ${ms(times.p50)} ms, p99 ${ms(times.p99)} ms; ` +
    `${made} were not ready, of the others p99 ${ms(ready.p99)} ms; ` +
    `bare Hono at the same time p99 ${ms(bare.p99)} ms`
  )
}
