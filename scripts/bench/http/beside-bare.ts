import type { Request } from '../read/series/series.ts'
import type { Speed } from '../figures/http-figures.ts'
import { barePath } from './bare-hono.ts'
import { type Bench, manyConnections } from './bench.ts'
import type { LoadResult } from './load/load-order.ts'
import { requestText } from './load/request-text.ts'
import { speedOf } from './load/speed.ts'

/**
 * Ours and bare Hono take turns, so that whatever else the machine does meets both. With three, of which the
 * best counts, a route had 0.46 in one run and 0.79 in the next, where others had 0.7 to 0.8 in both.
 */
const turns = 6

export type BesideBare = { ours: Speed; ratio: number; clientBusy: number }

/**
 * How many answers a second sixteen connections get from us, and from bare Hono, which sends what it was given.
 *
 * @param requests of us, one after the other
 * @param ms how long each is asked, in all
 * @param expected the status of all answers
 * @throws Error when one has another
 */
export async function besideBare(
  { load, port, bare }: Bench,
  requests: readonly Request[],
  { ms, etag, expected = 200 }: { ms: number; etag?: string | undefined; expected?: number },
): Promise<BesideBare> {
  const texts = requests.map((request) => requestText(request, etag))
  const bareTexts = requests
    .slice(0, 1)
    .map((request) => requestText({ ...request, path: barePath }, etag))
  const order = { connections: manyConnections, mode: 'again', ms: Math.ceil(ms / turns) } as const
  const [ours, theirs]: [LoadResult[], LoadResult[]] = [[], []]
  for (let turn = 0; turn < turns; turn += 1) {
    ours.push(await load.run({ ...order, port, requests: texts }))
    theirs.push(await load.run({ ...order, port: bare.port, requests: bareTexts }))
  }
  for (const { statuses } of ours) {
    if (Object.keys(statuses).join() !== String(expected)) {
      throw new Error(`${requests[0]?.path}: statuses ${JSON.stringify(statuses)}`)
    }
  }
  const best = fastest(ours)
  return {
    ours: speedOf(best),
    ratio: best.perSecond / fastest(theirs).perSecond,
    clientBusy: Math.max(...[...ours, ...theirs].map(({ clientBusy }) => clientBusy)),
  }
}

/** What else runs on the machine only ever slows down. */
function fastest(results: readonly LoadResult[]): LoadResult {
  return results.reduce((best, one) => (one.perSecond > best.perSecond ? one : best))
}
