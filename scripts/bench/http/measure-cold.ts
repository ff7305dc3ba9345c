import { percentile } from '../percentile.ts'
import type { Request } from '../read/series/series.ts'
import type { ColdFigures, ListFigures, Speed } from '../figures/http-figures.ts'
import { answerOf } from './answer-of.ts'
import { type Bench, manyConnections } from './bench.ts'
import type { Answered, LoadResult } from './load/load-order.ts'
import { inOtherWords, requestText } from './load/request-text.ts'
import { listedIds, rawListMs } from './raw-lists.ts'
import { speedOf } from './load/speed.ts'
import { timesOf } from './load/times-of.ts'

/** So long a series is asked for at most, each time, in milliseconds. */
const coldMs = 4_000

/** With so many answers a p95 leaves three out; of twelve it is the slowest, and tells of whatever happened meanwhile. */
export const enoughAnswers = 60
/** Longer than this nothing is asked for a further time, in milliseconds. */
export const enoughMs = 1_500

const listsCompared = 8

/** Rounds of the same requests, each time in other words, so that no answer is known. */
let round = 0

/**
 * Asks for answers that have to be made. The first time does not count: it brings the rows into the memory of
 * PostgreSQL, and compiles code.
 *
 * @throws Error when an answer is no result: measuring how fast nothing is found would flatter
 */
export async function measureCold(
  bench: Bench,
  requests: readonly Request[],
): Promise<{ figures: ColdFigures; answers: readonly Answered[] }> {
  await askEach(bench, requests, 1)
  const all = await askOftenEnough(bench, requests)
  const failed = all.find(({ status }) => status !== 200)
  if (failed !== undefined) throw new Error(`${requests[0]?.path}: status ${failed.status}`)
  // one of each request: answers are compared by their size (`growth.ts`), and are no more for being asked for again
  const answers = all.slice(0, requests.length)
  const many = await askEach(bench, requests, manyConnections)
  const { 503: refused = 0 } = many.statuses
  return {
    figures: {
      one: oneAfterTheOther(all),
      many: speedOf(many),
      refused,
      firstByteP95: percentile(
        all.map(({ firstByteMs }) => firstByteMs),
        95,
      ),
      answers: answers.map(({ ms, bytes }) => [ms, bytes]),
    },
    answers,
  }
}

/** Asks for each on one connection; for all of them again, in other words, while few were asked for in little time. */
async function askOftenEnough(bench: Bench, requests: readonly Request[]): Promise<Answered[]> {
  const startedMs = performance.now()
  const all: Answered[] = []
  do all.push(...(await askEach(bench, requests, 1)).each)
  while (all.length < enoughAnswers && performance.now() - startedMs < enoughMs)
  return all
}

function oneAfterTheOther(answered: readonly Answered[]): Speed {
  const seconds = answered.reduce((sum, { ms }) => sum + ms, 0) / 1000
  return { perSecond: answered.length / seconds, times: timesOf(answered.map(({ ms }) => ms)) }
}

async function askEach(
  { load, port }: Bench,
  requests: readonly Request[],
  connections: number,
): Promise<LoadResult> {
  round += 1
  const first = round * 100_000
  const texts = requests.map((request, number) =>
    requestText(inOtherWords(request, first + number)),
  )
  return load.run({ port, requests: texts, connections, mode: 'each', ms: coldMs })
}

/**
 * Lists beside what their rows cost by SQL.
 *
 * @param answers what the first requests took
 */
export async function compareList(
  { base, pool }: Bench,
  requests: readonly Request[],
  answers: readonly Answered[],
): Promise<ListFigures> {
  let [ours, raw, items] = [0, 0, 0]
  for (const [number, answer] of answers.slice(0, listsCompared).entries()) {
    const request = requests[number]
    if (request === undefined) break
    const ids = listedIds((await answerOf(base, request)).json())
    await rawListMs(pool, ids)
    ours += answer.ms
    raw += await rawListMs(pool, ids)
    items = Math.max(items, ids.tests.length + ids.builds.length)
  }
  return { items, ratio: ours / raw }
}
