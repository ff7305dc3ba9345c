import type pg from 'pg'
import { median, percentile } from '../percentile.ts'
import type { Client } from './client.ts'
import type { Series } from './series/series.ts'

/** What one line of the table says; times in milliseconds. */
export type Measured = {
  series: Series
  requests: number
  p50: number
  p95: number
  max: number
  /** Mean size of the body as it was sent. */
  bytes: number
  /** Of the longest list in any answer: a whole list costs what it holds, and a figure without it tells nothing. */
  mostItems: number
  /** p50 of a trivial route, asked just before: machines are noisy. */
  healthzMs: number
  /** p50 of `select 1` through the pool of the routes. */
  selectMs: number
}

const warmUps = 5
const baselineRounds = 20

/**
 * Measures a series, one request after the other. The last few of it come first, unmeasured: the cost
 * of compiling code for the first time is no cost of a route.
 */
export async function measure(client: Client, pool: pg.Pool, series: Series): Promise<Measured> {
  for (const request of series.requests.slice(-warmUps)) await client.ask(request)
  const healthz = await repeat(
    baselineRounds,
    async () => (await client.ask({ path: '/healthz' })).ms,
  )
  const select = await repeat(baselineRounds, () => timed(() => pool.query('select 1')))
  const answers: { ms: number; bytes: number; items: number }[] = []
  for (const request of series.requests) {
    const { ms, bytes, json } = await client.ask(request)
    answers.push({ ms, bytes, items: longestList(json) })
  }
  const times = answers.map(({ ms }) => ms)
  return {
    series,
    requests: answers.length,
    p50: median(times),
    p95: percentile(times, 95),
    max: Math.max(...times),
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0) / answers.length,
    mostItems: Math.max(...answers.map(({ items }) => items)),
    healthzMs: median(healthz),
    selectMs: median(select),
  }
}

/** How many items a list has that is an answer, or a member of one. */
function longestList(json: unknown): number {
  const lists = Array.isArray(json) ? [json] : Object.values(json ?? {})
  return Math.max(0, ...lists.map((list: unknown) => (Array.isArray(list) ? list.length : 0)))
}

async function repeat(rounds: number, once: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await once())
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
