import type { Request } from '../read/series/series.ts'
import type { WarmFigures } from '../figures/http-figures.ts'
import { answerOf } from './answer-of.ts'
import { type Bench, manyConnections } from './bench.ts'
import { barePath } from './bare-hono.ts'
import { besideBare } from './beside-bare.ts'
import { requestText } from './load/request-text.ts'
import { speedOf } from './load/speed.ts'

/**
 * At half load so many times as long as otherwise: the machine alone, two programs that only count, stops one of them for 16 to 63
 * ms now and then, and one such pause of 45 ms was a tenth of the answers of 400 ms.
 */
const halfLoadTimes = 10

/**
 * Asks for the same answer again and again.
 *
 * @param ms how long each measurement lasts
 */
export async function measureWarm(
  bench: Bench,
  request: Request,
  ms: number,
): Promise<WarmFigures> {
  const { headers, body, etag } = await answerOf(bench.base, request)
  await bench.bare.give({ headers, body, etag: etag ?? '' })
  const { load, port } = bench
  const order = { port, requests: [requestText(request)], mode: 'again', ms } as const
  const one = await load.run({ ...order, connections: 1 })
  const many = await besideBare(bench, [request], { ms })
  const unchanged =
    etag === undefined ? null : await besideBare(bench, [request], { ms, etag, expected: 304 })
  const halfOf = (perSecond: number) => ({
    connections: manyConnections,
    rate: Math.max(1, perSecond / 2),
    ms: halfLoadTimes * ms,
  })
  const half = await load.run({ ...order, ...halfOf(many.ours.perSecond) })
  const bareHalf = await load.run({
    ...order,
    ...halfOf(many.ours.perSecond / many.ratio),
    port: bench.bare.port,
    requests: [requestText({ ...request, path: barePath })],
  })
  return {
    bytes: body.length,
    one: speedOf(one),
    many: many.ours,
    ratio: many.ratio,
    unchangedRatio: unchanged?.ratio ?? null,
    half: half.times,
    bareHalf: bareHalf.times,
    clientBusy: many.clientBusy,
  }
}
