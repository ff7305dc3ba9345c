import type { HttpFigures, SeriesFigures } from '../figures/http-figures.ts'
import { isWholeList } from './raw-lists.ts'

/** Something that should hold, and whether it does. */
export type Aim = {
  what: string
  /** Of how many it holds; which it does not hold of. */
  met: number
  missed: string[]
}

/** What neither reads a page's worth of the database nor is a whole list. */
const withoutColdAim = new Set([
  'treeReportView',
  'metricsView',
  'schema',
  'logDownloader',
  'proxyView',
])

export const mostHalfP99Ms = 10
const leastWarm = 0.8
const leastFramework = 0.35
const mostPageMs = 15
const mostCompareMs = 50
const mostListRatio = 1.5
const mostFirstByteMs = 50
const mostIngestRatio = 3
const mostBytes = 300e6

/** A list of so few items is one look-up, and no list. */
const leastListed = 1000

/** What was aimed at, of one run. */
export function aimsOf({
  series,
  framework,
  ingest,
  peakBytes,
}: Pick<HttpFigures, 'series' | 'framework' | 'ingest' | 'peakBytes'>): Aim[] {
  return [
    aim(
      `warm: at least ${leastWarm} of bare Hono`,
      warm(series, (one) => one.ratio, atLeast(leastWarm)),
    ),
    aim(
      `warm, 304: at least ${leastWarm} of bare Hono`,
      warm(series, (one) => one.unchangedRatio, atLeast(leastWarm)),
    ),
    aim(
      `warm, half load: p99 under ${mostHalfP99Ms} ms`,
      warm(series, ({ half }) => half.p99, under(mostHalfP99Ms)),
    ),
    aim(
      `nothing to read: at least ${leastFramework} of bare Hono`,
      framework
        .slice(0, -1)
        .map(({ name, ratio }) => ({ name, value: ratio, isMet: ratio >= leastFramework })),
    ),
    aim(
      `cold summaries, listings, histories, details: p95 under ${mostPageMs} ms`,
      cold(series.filter(isPage), mostPageMs),
    ),
    aim(
      `cold comparisons: p95 under ${mostCompareMs} ms`,
      cold(series.filter(isCompare), mostCompareMs),
    ),
    aim(
      `cold whole lists: at most ${mostListRatio} times SQL and stringify`,
      lists(series).map(({ name, list }) =>
        ofValue(name, list.ratio, (one) => one <= mostListRatio),
      ),
    ),
    aim(
      `cold whole lists: first byte under ${mostFirstByteMs} ms (p95)`,
      lists(series).map(({ name, cold: { firstByteP95 } }) =>
        ofValue(name, firstByteP95, under(mostFirstByteMs)),
      ),
    ),
    aim(
      `during ingest: warm p99 at most ${mostIngestRatio} times the idle one`,
      ingest === null
        ? []
        : [
            ofValue(
              'four pages, ready',
              ingest.during.ready.p99 / ingest.idle.ready.p99,
              (one) => one <= mostIngestRatio,
            ),
            ofValue(
              'four pages, with those that a commit had changed',
              ingest.during.times.p99 / ingest.idle.times.p99,
              (one) => one <= mostIngestRatio,
            ),
          ],
    ),
    aim(`memory: under ${mostBytes / 1e6} MB`, [
      ofValue('MB', peakBytes / 1e6, under(mostBytes / 1e6)),
    ]),
  ]
}

type Judged = { name: string; value: number; isMet: boolean }

function aim(what: string, judged: readonly Judged[]): Aim {
  const missed = judged.filter(({ isMet }) => !isMet)
  return {
    what,
    met: judged.length - missed.length,
    missed: missed.map(({ name, value }) => `${name}: ${value.toPrecision(3)}`),
  }
}

function warm(
  series: readonly SeriesFigures[],
  valueOf: (warm: NonNullable<SeriesFigures['warm']>) => number | null,
  isMet: (value: number) => boolean,
): Judged[] {
  return series.flatMap((one) => {
    const value = one.warm && valueOf(one.warm)
    return value === null ? [] : [ofValue(one.operation, value, isMet)]
  })
}

function cold(series: readonly SeriesFigures[], mostMs: number): Judged[] {
  return series.map((one) => ofValue(one.name, one.cold.one.times.p95, under(mostMs)))
}

function lists(series: readonly SeriesFigures[]) {
  return series.flatMap((one) =>
    one.list !== null && one.list.items >= leastListed ? [{ ...one, list: one.list }] : [],
  )
}

function isCompare({ operation }: SeriesFigures): boolean {
  return operation.includes('Compare')
}

function isPage(one: SeriesFigures): boolean {
  return !isCompare(one) && !isWholeList(one.operation) && !withoutColdAim.has(one.operation)
}

function ofValue(name: string, value: number, isMet: (value: number) => boolean): Judged {
  return { name, value, isMet: isMet(value) }
}

function atLeast(least: number): (value: number) => boolean {
  return (value) => value >= least
}

function under(most: number): (value: number) => boolean {
  return (value) => value < most
}
