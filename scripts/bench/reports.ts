/**
 * What finding and writing each report takes, in time and memory, each in a process of its own:
 *
 *     npm run -s bench:reports -- [options]      (--help lists them)
 *
 * Works on what `bench:read` works on. Exit status 1: a report took longer, or more memory, than it may.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { scriptCommand } from '../command/script-command.ts'
import { fillDatabase } from './read/fill-database.ts'
import type { AskedReport, FoundReports } from './reports/asked-report.ts'
import { chooseReports } from './reports/choose-reports.ts'
import { openServer } from './server.ts'

/** One report, and one process. */
const msMax = 2_000
const bytesMax = 300 * 1024 * 1024

const options = scriptCommand('bench:reports', 'Measure what each report takes')
  .option('--tests <n>', 'what to generate when empty', wholeNumberOption(1, 10_000_000), 1_000_000)
  .option('--only <text>', 'reports whose name contains this', '')
  .option('--data-dir <dir>', 'embedded server that keeps its data; default: a temporary one')
  .parse()
  .opts<{ tests: number; only: string; dataDir?: string }>()

function measure(url: string, asked: AskedReport): FoundReports {
  const script = join(import.meta.dirname, 'reports/find-and-write.ts')
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [script, '--url', url, '--asked', JSON.stringify(asked)],
    { encoding: 'utf8', maxBuffer: 1 << 20 },
  )
  if (status !== 0) throw new Error(`${asked.name}: ${stderr}`)
  return JSON.parse(stdout) as FoundReports
}

function line(name: string, found: FoundReports): string {
  const { firstMs, nextMs, reports, bytes, peakBytes, problems } = found
  const cells = [
    firstMs.toFixed(0),
    nextMs.toFixed(0),
    String(reports),
    (bytes / 1024).toFixed(1),
    (peakBytes / 1024 / 1024).toFixed(0),
  ]
  return [
    name.padEnd(44),
    ...cells.map((cell) => cell.padStart(9)),
    problems > 0 ? ` ${problems} problems` : '',
  ].join('')
}

await using server = await openServer(options.dataDir)
await using database = openDatabase({
  url: server.url,
  applicationName: 'treeline bench loader',
  poolSize: 2,
  acquireTimeoutMs: 10_000,
  statementTimeoutMs: 0,
  onIdleError: () => {},
})
const tests = await fillDatabase(database, options.tests, (what) =>
  process.stderr.write(`${what}\n`),
)
process.stdout.write(`${tests} tests\n`)
process.stdout.write(
  `${[''.padEnd(44), ...['first ms', 'next ms', 'reports', 'KiB', 'peak MiB'].map((name) => name.padStart(9))].join('')}\n`,
)
for (const asked of await chooseReports(database.pool)) {
  if (!asked.name.includes(options.only)) continue
  const found = measure(server.url, asked)
  process.stdout.write(`${line(asked.name, found)}\n`)
  const isSlow = found.firstMs > msMax * Math.max(found.reports, 1)
  if (isSlow || found.peakBytes > bytesMax || found.problems > 0) process.exitCode = 1
}
