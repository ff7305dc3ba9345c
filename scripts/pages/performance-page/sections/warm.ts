import type { SeriesFigures } from '../../../bench/figures/http-figures.ts'
import { mostHalfP99Ms } from '../../../bench/http/aims.ts'
import { markdownTable } from '../markdown-table.ts'
import { bytesText, countText, msText, ratioText, sizeText } from '../number-texts.ts'
import type { Runs } from '../runs.ts'

/** What is known already. */
export function warm({ sizes }: Runs): string {
  const run = sizes.at(-1) ?? sizes[0]
  const rows = run.series.flatMap(({ operation, warm: one }) =>
    one === null
      ? []
      : [
          [
            operation,
            bytesText(one.bytes),
            msText(one.one.times.p50),
            msText(one.many.times.p99),
            countText(one.many.perSecond),
            ratioText(one.ratio),
            one.unchangedRatio === null ? '' : ratioText(one.unchangedRatio),
            `${msText(one.half.p99)} / ${msText(one.bareHalf.p99)}`,
          ],
        ],
  )
  return `## Warm

At ${sizeText(run.tests)} tests. Milliseconds: p50 of one connection, p99 of sixteen, p99 at half as many requests a second as sixteen get answered,
and that of bare Hono at half of what it can: of ours ${late(run.series)} take ${mostHalfP99Ms} ms or more, of bare Hono's ${late(run.series, true)}.

${markdownTable(
  [
    'operation',
    'bytes',
    '1: p50',
    '16: p99',
    '16: a second',
    '× bare Hono',
    '304 × bare Hono',
    'half: p99 / bare',
  ],
  rows,
)}
`
}

/** How many series have too long a p99 at half load: of ours, or of bare Hono. */
function late(series: readonly SeriesFigures[], isBare = false): number {
  const measured = series.flatMap(({ warm: one }) => one ?? [])
  return measured.filter((one) => (isBare ? one.bareHalf : one.half).p99 >= mostHalfP99Ms).length
}

/** What the framework costs alone. */
export function framework({ sizes }: Runs): string {
  const run = sizes.at(-1) ?? sizes[0]
  const rows = run.framework.map(({ name, perSecond, ratio }) => [
    name,
    countText(perSecond),
    ratioText(ratio),
  ])
  return `## What finds nothing to read

${markdownTable(['asked for', 'a second', '× bare Hono'], rows)}
`
}

/** What those wait who look while submissions come in. */
export function duringIngest({ sizes }: Runs): string {
  const rows = sizes.flatMap((run) => {
    const { ingest, peakBytes } = run
    if (ingest === null) return []
    const { idle, during, testsPerSecond } = ingest
    return [
      [
        sizeText(run.tests),
        msText(idle.ready.p99),
        msText(during.ready.p99),
        ratioText(during.ready.p99 / idle.ready.p99),
        `${msText(idle.bare.p99)} / ${msText(during.bare.p99)}`,
        `${countText(during.made)} of ${countText(during.answers)}`,
        msText(during.times.p99),
        countText(testsPerSecond),
        `${Math.round(peakBytes / 1e6)} MB`,
      ],
    ]
  })
  const head = [
    '',
    'idle',
    'during ingest',
    'ratio',
    'bare Hono',
    'made',
    'with those made',
    'tests stored a second',
    'memory',
  ]
  return `## While submissions are stored

Four pages asked for 400 times a second; p99 in milliseconds, of answers that were ready. Bare Hono, which sends bytes and does nothing else, was asked
at the same time: what it takes longer, idle / during ingest, is the machine's. Made: answers that a commit had changed. Memory: the most that the service held in the whole run.

${markdownTable(head, rows)}
`
}
