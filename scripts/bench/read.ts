/**
 * What every read route takes over HTTP, each request for something not asked for before as far as
 * there is enough of it, and the proof that none of them reads a table from end to end:
 *
 *     npm run -s bench:read -- [options]      (--help lists them)
 *
 * Works on the configured database (filled when it is empty), on an embedded server in DIR, which
 * keeps its data for the next run, or on one in a temporary folder. Exit status 1: a table was
 * scanned.
 */
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { loadConfig } from '../../src/config/config.ts'
import { openDatabase, type OpenDatabase } from '../../src/store/app/database.ts'
import { scriptCommand } from '../command/script-command.ts'
import { openClient } from './read/client.ts'
import { collectSeries } from './read/collect-series.ts'
import { fillDatabase } from './read/fill-database.ts'
import { measure, type Measured } from './read/measure.ts'
import { baselineText, measurementTable, scanTable } from './read/report.ts'
import { chooseSamples, type Samples } from './read/samples.ts'
import { sequentialScans } from './read/sequential-scans.ts'
import { startService } from './read/service.ts'
import { openServer } from './server.ts'

const options = scriptCommand(
  'bench:read',
  'Measure every read route, and prove that none scans a table',
)
  .option('--tests <n>', 'what to generate when empty', wholeNumberOption(1, 10_000_000), 1_000_000)
  .option('--requests <n>', 'requests per route at most', wholeNumberOption(1, 100_000), 100)
  .option('--only <text>', 'routes whose name contains this', '')
  .option('--data-dir <dir>', 'embedded server that keeps its data; default: a temporary one')
  .parse()
  .opts<{ tests: number; requests: number; only: string; dataDir?: string }>()
const largeTests = 20_000

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}

function open(url: string, applicationName: string, statementTimeoutMs: number): OpenDatabase {
  return openDatabase({
    url,
    applicationName,
    poolSize: loadConfig().poolSize,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs,
    onIdleError: (error) => say(error.message),
  })
}

async function prepare(url: string): Promise<Samples> {
  await using database = open(url, 'treeline bench loader', 0)
  const tests = await fillDatabase(database, options.tests, say)
  say(`measuring on ${tests} tests`)
  return await chooseSamples(database.pool, { largeTests, most: options.requests })
}

async function measureAll(url: string, samples: Samples): Promise<Measured[]> {
  await using database = open(url, 'treeline bench reader', loadConfig().statementTimeoutMs)
  await using service = await startService(database)
  using client = openClient(service.url)
  const measured: Measured[] = []
  for (const series of await collectSeries(client, samples, options.requests)) {
    if (!series.name.includes(options.only)) continue
    const result = await measure(client, database.pool, series)
    say(`${series.name}: ${result.p50.toFixed(1)} ms`)
    measured.push(result)
  }
  return measured
}

async function scansOf(url: string): Promise<Map<string, number>> {
  await using database = open(url, 'treeline bench observer', 0)
  return await sequentialScans(database.pool, 'treeline bench %')
}

await using server = await openServer(options.dataDir)
const samples = await prepare(server.url)
const before = await scansOf(server.url)
const measured = await measureAll(server.url, samples)
const after = await scansOf(server.url)
process.stdout.write(
  `${measurementTable(measured)}\n${baselineText(measured)}\n\n${scanTable(before, after)}\n`,
)
if ([...after].some(([table, scans]) => scans > (before.get(table) ?? 0))) process.exitCode = 1
