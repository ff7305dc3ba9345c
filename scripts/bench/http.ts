/**
 * What every route of the OpenAPI document takes, of a service as it runs, beside bare Hono and bare SQL in the same
 * run:
 *
 *     npm run bench:http -- [options]      (--help lists them)
 *
 * Cold: the answer has to be made, the database has read its rows before. Warm: the same answer again and again.
 * `--part 2/3` measures a third of the series, as a run of all takes some ten minutes. Exit status 1 when there is
 * nothing to ask of a route, or an answer is no result; aims that are missed are only told.
 */
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { InvalidArgumentError } from 'commander'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { sizeOfProcess } from '../checks/process-size.ts'
import { serve } from '../checks/treeline-process.ts'
import { startLogHost } from '../clients/log-host.ts'
import { scriptCommand } from '../command/script-command.ts'
import type { HttpFigures, SeriesFigures } from './figures/http-figures.ts'
import { startBareHono } from './http/bare-hono.ts'
import type { Bench } from './http/bench.ts'
import { everyRoute, type RouteSeries } from './http/every-route.ts'
import { startLoadClient } from './http/load/load-client.ts'
import type { Answered } from './http/load/load-order.ts'
import { compareList, measureCold } from './http/measure-cold.ts'
import { measureFramework } from './http/measure-framework.ts'
import { measureIngest } from './http/measure-ingest.ts'
import { measureWarm } from './http/measure-warm.ts'
import { isWholeList } from './http/raw-lists.ts'
import { reportText } from './http/report.ts'
import { samplesOf } from './http/samples-file.ts'
import { temporaryFolder } from './ingest/bench-files.ts'
import { thisMachine } from './machine.ts'
import { openClient } from './read/client.ts'
import { median } from './percentile.ts'
import { fillDatabase } from './read/fill-database.ts'
import { openServer } from './server.ts'

const options = scriptCommand('bench:http', 'Measure every route, beside bare Hono and bare SQL')
  .option('--tests <n>', 'what to generate when empty', wholeNumberOption(1, 10_000_000), 100_000)
  .option('--data-dir <dir>', 'embedded server that keeps its data; default: a temporary one')
  .option('--samples <file>', 'what to ask for: read from there, or chosen and written there')
  .option('--requests <n>', 'requests per series, cold', wholeNumberOption(1, 1000), 40)
  .option(
    '--warm-ms <n>',
    'how long each answer is asked for, warm',
    wholeNumberOption(30, 60_000),
    600,
  )
  .option('--only <text>', 'series whose name or operation contains this', '')
  .option('--part <k/n>', 'this share of the series', partOption, { part: 1, parts: 1 })
  .option(
    '--ingest-tests <n>',
    'stored while others ask; 0: none',
    wholeNumberOption(0, 1e6),
    300_000,
  )
  .option('--json <file>', 'write the figures there')
  .option('--summary <file>', 'write how many series were measured there, as JSON')
  .parse()
  .opts<{
    tests: number
    dataDir?: string
    samples?: string
    requests: number
    warmMs: number
    only: string
    part: { part: number; parts: number }
    ingestTests: number
    json?: string
    summary?: string
  }>()

const largeTests = 20_000
const isLastPart = options.part.part === options.part.parts

await using stack = new AsyncDisposableStack()
const server = stack.use(await openServer(options.dataDir))
const database = stack.use(
  openDatabase({
    url: server.url,
    applicationName: 'treeline bench',
    poolSize: 2,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  }),
)
const tests = await fillDatabase(database, options.tests, say)
const sampleOptions = { largeTests, most: 2 * options.requests }
const samples = await samplesOf(database.pool, sampleOptions, options.samples)
const logs = stack.use(await startLogHost())
const data = stack.use(await temporaryFolder())
const settings = {
  DATABASE_URL: server.url,
  DATA_DIR: data.path,
  FETCH_ALLOWED_HOSTS: JSON.stringify([logs.host]),
  FETCH_ALLOW_LOOPBACK: 'true',
}
const served = stack.use(await serve(settings, { role: 'api', log: 'ignore' }))
const bench: Bench = {
  base: served.base,
  port: Number(new URL(served.base).port),
  bare: stack.use(await startBareHono()),
  load: stack.use(startLoadClient()),
  pool: database.pool,
}
const client = stack.use(openClient(served.base))
const all = await everyRoute(client, samples, { requests: options.requests, logHost: logs.host })
const warmOnes = firstOfOperations(all)
const chosen = all.filter(({ name, operation }) => `${name} ${operation.id}`.includes(options.only))
if (chosen.length === 0) {
  throw new Error(`no name of a series or operation contains '${options.only}'`)
}
const wanted = ofThisPart(chosen)

const series: SeriesFigures[] = []
for (const one of wanted) series.push(await measureSeries(one))
const listing = requestOf('tree')
const framework = isLastPart ? await measureFramework(bench, listing.path, options.warmMs) : []
const ingest =
  isLastPart && options.ingestTests > 0
    ? await measureIngest(bench, pages(), { url: server.url, tests: options.ingestTests, say })
    : null
const figures: HttpFigures = {
  kind: 'http',
  at: new Date().toISOString(),
  machine: thisMachine(),
  postgresql: await versionOfServer(),
  tests,
  part: `${options.part.part}/${options.part.parts}`,
  series,
  framework,
  ingest,
  load: loadavg()[0] ?? 0,
  peakBytes: sizeOfProcess(served.pid)?.peakBytes ?? 0,
}
process.stdout.write(`${reportText(figures)}\n`)
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures)}\n`)
if (options.summary !== undefined) {
  writeFileSync(options.summary, JSON.stringify({ passed: series.length, failed: 0 }))
}

async function measureSeries(one: RouteSeries): Promise<SeriesFigures> {
  const { operation, name, requests } = one
  const { figures: cold, answers } = await measureCold(bench, requests)
  const list = isWholeList(operation.id) ? await compareList(bench, requests, answers) : null
  const usual = requests[ofMedianSize(answers)]
  const isWarm = warmOnes.has(one) && usual !== undefined
  const warm = isWarm ? await measureWarm(bench, usual, options.warmMs) : null
  say(`${name}: ${cold.one.times.p50.toFixed(1)} ms cold, ${warm?.ratio.toFixed(2) ?? '-'} warm`)
  return { operation: operation.id, name, cold, list, warm }
}

/** The place of an answer that is neither small nor large. */
function ofMedianSize(answers: readonly Answered[]): number {
  const size = median(answers.map(({ bytes }) => bytes))
  return answers.findIndex(({ bytes }) => bytes === size)
}

function firstOfOperations(every: readonly RouteSeries[]): ReadonlySet<RouteSeries> {
  const byOperation = Map.groupBy(every, ({ operation }) => operation.id)
  return new Set([...byOperation.values()].flatMap((some) => some.slice(0, 1)))
}

/** Every nth, so that each part has some of everything. */
function ofThisPart(every: readonly RouteSeries[]): RouteSeries[] {
  const { part, parts } = options.part
  return every.filter((_, number) => number % parts === part - 1)
}

/** What people look at while submissions come in. */
function pages() {
  return ['tree', 'hardware', 'treeDetailsDirectSummaryView', 'buildDetails'].map(requestOf)
}

function requestOf(operation: string) {
  const request = all.find((one) => one.operation.id === operation)?.requests[0]
  if (request === undefined) throw new Error(`nothing to ask of ${operation}`)
  return request
}

async function versionOfServer(): Promise<string> {
  const { rows } = await database.pool.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? 'unknown'
}

function partOption(text: string): { part: number; parts: number } {
  const [part = 0, parts = 0] = text.split('/').map(Number)
  if (!(Number.isInteger(part) && Number.isInteger(parts) && part >= 1 && part <= parts)) {
    throw new InvalidArgumentError('expected k/n, such as 2/3')
  }
  return { part, parts }
}

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}
