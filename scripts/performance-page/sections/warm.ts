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
            msText(one.half.p99),
          ],
        ],
  )
  return `## Warm

At ${sizeText(run.tests)} tests. Milliseconds: p50 of one connection, p99 of sixteen, p99 at half as many requests a second as sixteen get answered.

${markdownTable(
  [
    'operation',
    'bytes',
    '1: p50',
    '16: p99',
    '16: a second',
    '× bare Hono',
    '304 × bare Hono',
    'half: p99',
  ],
  rows,
)}
`
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
        msText(idle.times.p99),
        msText(during.times.p99),
        ratioText(during.times.p99 / idle.times.p99),
        countText(testsPerSecond),
        `${Math.round(peakBytes / 1e6)} MB`,
      ],
    ]
  })
  return `## While submissions are stored

Four pages asked for 400 times a second; p99 in milliseconds. Memory: the most that the service held in the whole run.

${markdownTable(['', 'idle', 'during ingest', 'ratio', 'tests stored a second', 'memory'], rows)}
`
}
