import { hash } from 'node:crypto'
import { aimsOf } from '../../bench/http/aims.ts'
import { machineText } from '../../bench/machine.ts'
import type { Runs, WholeRun } from './runs.ts'
import { ratioText, sizeText } from './number-texts.ts'
import { coldPages, wholeLists } from './sections/cold.ts'
import { duringIngest, framework, warm } from './sections/warm.ts'
import { markdownTable } from './markdown-table.ts'

/** The page, with the sum of its text in front, by which it is seen that nobody wrote into it. */
export function performancePage(runs: Runs): string {
  const text = [
    introduction(runs),
    aims(runs),
    coldPages(runs),
    wholeLists(runs),
    warm(runs),
    framework(runs),
    duringIngest(runs),
    units(runs),
  ].join('\n')
  return `${mark(text)}${text}`
}

/** Whether a page is as the script wrote it. */
export function isAsWritten(page: string): boolean {
  const end = page.indexOf('\n') + 1
  return page.slice(0, end) === mark(page.slice(end))
}

function mark(text: string): string {
  return `<!-- Written by npm run performance-page; ${hash('sha256', text)} -->\n`
}

function introduction({ sizes: [first, ...others] }: Runs): string {
  const sizes = [first, ...others]
    .map(
      ({ tests, at, load }) =>
        `${sizeText(tests)} tests (${at.slice(0, 10)}, load ${load.toFixed(1)})`,
    )
    .join(', ')
  return `# Performance

What every route takes, measured by \`npm run bench:http\` and \`npm run bench\`, and written by \`npm run performance-page -- FILES\` from what these
said with \`--json FILE\`. PostgreSQL, the service, who asks, and what is compared with are on one machine: read the ratios; the times are of
that machine.

* ${machineText(first.machine)}; PostgreSQL ${first.postgresql} with the settings that \`serve\` gives it.
* Generated data of ${sizes}. The load is that of the last minute of a run: three or four are its own, and what is more
  was other work on the machine.
* **Cold**: the answer has to be made, PostgreSQL has read its rows before. **Warm**: the same answer again and again.
  **Bare Hono**: a route that sends the same bytes from memory. **SQL**: the same rows by primary key, made into text by \`JSON.stringify\`.
* Who asks is a process with raw sockets, which sends bytes that are ready; it says what share of a processor it took, so that it is seen that
  it did not limit a figure.
`
}

function aims({ sizes }: Runs): string {
  const [first] = sizes
  const all = sizes.map((run) => aimsOf(run))
  const rows = aimsOf(first).map(({ what }, number) => [
    what,
    ...all.map((some) => {
      const { met, missed } = some[number] ?? { met: 0, missed: [] }
      if (met + missed.length === 0) return 'not measured'
      return missed.length === 0
        ? `met (${met})`
        : `missed by ${missed.length} of ${met + missed.length}`
    }),
  ])
  return `## Aims

${markdownTable(['aim', ...sizes.map(({ tests }) => sizeText(tests))], rows)}
${missedText(sizes.at(-1) ?? first)}`
}

function missedText(run: WholeRun): string {
  const lines = aimsOf(run)
    .filter(({ missed }) => missed.length > 0)
    .map(({ what, missed }) => `* ${what}: ${missed.join('; ')}`)
  if (lines.length === 0) return ''
  return `
Missed at ${sizeText(run.tests)} tests:\n\n${lines.join('\n')}\n`
}

function units({ units: figures }: Runs): string {
  if (figures === null) return ''
  const rows = figures.compared.map(({ subject, name, ours, leastName, ratio }) => [
    `${subject}: ${name}`,
    ours.toFixed(ours < 100 ? 1 : 0),
    ratioText(ratio),
    leastName,
  ])
  return `## Pieces of our own work

Microseconds (median), and how many times the least that anything of the kind costs in the same run.

${markdownTable(['what', 'µs', 'ratio', 'to'], rows)}
`
}
