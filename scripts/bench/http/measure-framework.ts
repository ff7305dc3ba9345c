import { gets } from '../read/series/series.ts'
import type { FrameworkFigures } from '../figures/http-figures.ts'
import { answerOf } from './answer-of.ts'
import type { Bench } from './bench.ts'
import { besideBare } from './beside-bare.ts'

/** More targets than the door knows: asked one after the other, each is new to it. */
const targets = 8_192

/**
 * What the framework costs where there is nothing to read: answers that are known, but were asked for in words that
 * the door has not heard; addresses of which nothing is. And, for comparison, a look for a build that is not there.
 *
 * @param listing an answer that is ready, with parameters
 */
export async function measureFramework(
  bench: Bench,
  listing: string,
  ms: number,
): Promise<FrameworkFigures[]> {
  const numbers = Array.from({ length: targets }, (_, number) => number)
  const { headers, body, etag } = await answerOf(bench.base, { path: listing })
  await bench.bare.give({ headers, body, etag: etag ?? '' })
  const known = await besideBare(bench, gets(numbers.map((one) => inOtherLetters(listing, one))), {
    ms,
  })
  const nothing = { headers: { 'content-type': 'application/json' }, etag: '' }
  await bench.bare.give({ ...nothing, body: Buffer.from('{"error":"Not found."}') })
  const unknown = await besideBare(bench, gets(numbers.map((one) => `/api/nothing/${one}`)), {
    ms,
    expected: 404,
  })
  const absent = await besideBare(bench, gets(numbers.map((one) => `/api/build/none:${one}`)), {
    ms,
  })
  return [
    figures('known, in words that are new', known),
    figures('an address of which nothing is', unknown),
    figures('a build that is not there, looked up', absent),
  ]
}

function figures(
  name: string,
  { ours, ratio }: { ours: { perSecond: number }; ratio: number },
): FrameworkFigures {
  return { name, perSecond: ours.perSecond, ratio }
}

/** The same parameters with some of their letters escaped: a bit of `number` for each. */
function inOtherLetters(target: string, number: number): string {
  const [path = '', query = ''] = target.split('?')
  let bit = 0
  const letters = query.replaceAll(/[a-z]/g, (letter) =>
    (number >> bit++) % 2 === 1 && bit <= 30 ? `%${letter.charCodeAt(0).toString(16)}` : letter,
  )
  return `${path}?${letters}`
}
