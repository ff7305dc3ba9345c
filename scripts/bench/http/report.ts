import type { HttpFigures, SeriesFigures } from '../figures/http-figures.ts'
import { table } from '../table.ts'
import { aimsOf } from './aims.ts'
import { steadyText } from './ask-steadily.ts'

/** What a run found, for people: each route, and whether it is as it should be. */
export function reportText(figures: HttpFigures): string {
  return [
    table(coldHead, figures.series.map(coldCells)),
    table(warmHead, figures.series.flatMap(warmCells)),
    frameworkText(figures),
    ingestText(figures),
    aimsText(figures),
  ].join('\n\n')
}

const coldHead = ['cold, ms', 'p50', 'p95', 'p99', 'first byte', '16: p95', '16: req/s', '× SQL']

function coldCells({ name, cold, list }: SeriesFigures): string[] {
  const { one, many, firstByteP95, refused } = cold
  return [
    name,
    ms(one.times.p50),
    ms(one.times.p95),
    ms(one.times.p99),
    ms(firstByteP95),
    `${ms(many.times.p95)}${refused > 0 ? ` (${refused} refused)` : ''}`,
    count(many.perSecond),
    list === null ? '' : `${list.ratio.toFixed(2)} of ${list.items}`,
  ]
}

const warmHead = [
  'warm',
  'bytes',
  '1: p50',
  '1: p99',
  '1: req/s',
  '16: p99',
  '16: req/s',
  '× bare Hono',
  '304 ×',
  'half: p99',
  'bare',
  'client busy',
]

function warmCells({ operation, warm }: SeriesFigures): string[][] {
  if (warm === null) return []
  const { bytes, one, many, ratio, unchangedRatio, half, bareHalf, clientBusy } = warm
  return [
    [
      operation,
      String(bytes),
      ms(one.times.p50),
      ms(one.times.p99),
      count(one.perSecond),
      ms(many.times.p99),
      count(many.perSecond),
      ratio.toFixed(2),
      unchangedRatio?.toFixed(2) ?? '',
      ms(half.p99),
      ms(bareHalf.p99),
      clientBusy.toFixed(2),
    ],
  ]
}

function frameworkText({ framework }: HttpFigures): string {
  return table(
    ['nothing to read', 'req/s', '× bare Hono'],
    framework.map(({ name, perSecond, ratio }) => [name, count(perSecond), ratio.toFixed(2)]),
  )
}

function ingestText({ ingest, peakBytes, tests }: HttpFigures): string {
  const size = `${tests} tests; the service held ${Math.round(peakBytes / 1e6)} MB at most`
  if (ingest === null) return size
  const { idle, during, testsPerSecond } = ingest
  return (
    `warm when idle: ${steadyText(idle)}\n` +
    `while ${count(testsPerSecond)} tests a second are stored: ${steadyText(during)}\n${size}`
  )
}

function aimsText(figures: HttpFigures): string {
  return aimsOf(figures)
    .map(({ what, met, missed }) => {
      const all = met + missed.length
      if (all === 0) return `-      ${what}: not measured`
      return missed.length === 0
        ? `met    ${what} (${all})`
        : `MISSED ${what}: ${missed.length} of ${all}: ${missed.join(', ')}`
    })
    .join('\n')
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0)
}

function count(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0)
}
