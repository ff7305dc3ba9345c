/**
 * Finds and writes what one report has to tell, in a process of its own, for `bench:reports`:
 *
 *     node scripts/bench/reports/find-and-write.ts --url URL --asked JSON
 */
import { actions } from '../../../src/notify/actions.ts'
import type { Finding, Findings } from '../../../src/notify/report.ts'
import type { Subscriptions } from '../../../src/notify/subscriptions/subscriptions.ts'
import { everyDay, statusSubscription } from '../../../src/notify/testing/status-subscription.ts'
import { openDatabase } from '../../../src/store/app/database.ts'
import { scriptCommand } from '../../command/script-command.ts'
import type { AskedReport, FoundReports } from './asked-report.ts'

const options = scriptCommand('find-and-write', 'Find and write what one report has to tell')
  .requiredOption('--url <url>', 'the database')
  .requiredOption('--asked <json>', 'what is asked for')
  .parse()
  .opts<{ url: string; asked: string }>()
const asked = JSON.parse(options.asked) as AskedReport

/** Once more than a service does on a day, so that a slow first time shows. */
const again = 3

const subscriptions: Subscriptions = {
  trees: (asked.branches ?? []).map(({ url, branch, origin }) => ({
    label: url,
    url,
    defaultRecipients: [],
    reports: [statusSubscription({ branch, origin, always: true })],
    regressions: [],
  })),
  hardware: (asked.hardware ?? []).map(({ id, origin, labs }) => ({
    id,
    origin,
    labs: new Map(labs.map((lab) => [lab, null])),
    defaultRecipients: [],
    paths: [],
    days: everyDay,
  })),
  faults: [],
}

await using database = openDatabase({
  url: options.url,
  applicationName: 'treeline bench reports',
  poolSize: 2,
  acquireTimeoutMs: 10_000,
  statementTimeoutMs: 60_000,
  onIdleError: () => {},
})
const finding: Finding = {
  database: database.db,
  now: new Date(asked.now),
  lookedUntil: asked.lookedUntil === null ? null : new Date(asked.lookedUntil),
  told: () => Promise.resolve(new Set()),
  excerptAt: () => Promise.resolve(null),
  subscriptions,
  links: 'https://d.example.org',
  options: { all: false, ...(asked.id === undefined ? {} : { id: asked.id }) },
  signal: new AbortController().signal,
}

function writeAll({ reports }: Findings): number {
  let bytes = 0
  for (const report of reports) {
    const { text, html = '' } = report.render({ messageId: '<bench@kernelci.org>', toLists: true })
    bytes += Buffer.byteLength(text) + Buffer.byteLength(html)
  }
  return bytes
}

async function once(): Promise<{ ms: number; bytes: number; found: Findings }> {
  const began = performance.now()
  const found = await actions[asked.action](finding)
  const bytes = writeAll(found)
  return { ms: performance.now() - began, bytes, found }
}

const first = await once()
const peakBytes = process.resourceUsage().maxRSS * 1024
const next: number[] = []
for (let count = 0; count < again; count += 1) next.push((await once()).ms)
const result: FoundReports = {
  reports: first.found.reports.length,
  problems: first.found.problems.length,
  bytes: first.bytes,
  firstMs: first.ms,
  nextMs: next.toSorted((a, b) => a - b)[1] ?? 0,
  peakBytes,
}
process.stdout.write(JSON.stringify(result))
