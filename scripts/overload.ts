/**
 * Asks a service for more than it can do, and for lists that are larger than its memory, as `serve` runs it on a
 * PostgreSQL beside it:
 *
 *     npm run -s overload -- [--part NAMES] [--tests N] [--seconds S] [--data-dir DIR] [--summary FILE.json]
 *
 * A build of N tests is asked for once, by six clients at once, and by fourteen that never read; each time by a new
 * process. Then a commit of 20,000 tests, or a tenth of N, is asked for ten times as often as can be answered. Exit status 1 when
 * the service holds too much memory, or those who ask for little have to wait, or a client is refused without
 * being told when to come back, or something goes on after all have left.
 */
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidArgumentError } from 'commander'
import { listOption, wholeNumberOption } from '../src/cli/command/option-values.ts'
import { openDatabase } from '../src/store/app/database.ts'
import { migrateAppUp } from '../src/store/app/schema/migrate.ts'
import { barePath, startBareHono } from './bench/http/bare-hono.ts'
import { openServer } from './bench/server.ts'
import { percentile } from './bench/percentile.ts'
import { sizeOfProcess } from './checks/process-size.ts'
import { Tally } from './checks/tally.ts'
import { serve, type Served } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { temporaryFolder } from './bench/ingest/bench-files.ts'
import { type AtWork, atWork } from './overload/at-work.ts'
import { countItems, neverRead, type Outcome } from './overload/client.ts'
import { capacity, flood } from './overload/flood.ts'
import { isStored, settle, storeLargeBuild } from './overload/large-builds.ts'
import { watch } from './overload/watch.ts'

const partNames = ['alone', 'six', 'unread', 'flood'] as const

const options = scriptCommand('overload', 'Ask a service for more than it can do')
  .option('--tests <n>', 'in the largest build', wholeNumberOption(1, 2_000_000), 600_000)
  .option('--seconds <s>', 'how long the flood lasts', wholeNumberOption(1, 600), 10)
  .option(
    '--patience <n>',
    'waits may be so many times as long, on a machine with other work',
    wholeNumberOption(1, 100),
    1,
  )
  .option('--part <names>', `of ${partNames.join(', ')}, only these`, partsOption, [...partNames])
  .option('--data-dir <dir>', 'keep the builds there, for another run with the same --tests')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{
    tests: number
    seconds: number
    patience: number
    part: string[]
    dataDir?: string
    summary?: string
  }>()

const largest = { build: 'maestro:largest', commit: 'c0ffee', tests: options.tests }
const usual = {
  build: 'maestro:usual',
  commit: 'decade',
  tests: Math.min(20_000, Math.ceil(options.tests / 10)),
}
const mostBytes = 500e6
const mostAloneMs = 100 * options.patience
const mostFloodedMs = 200 * options.patience
/** What a client who never reads lets wait. */
const unreadSeconds = 10
/** What is done for those who have left ends in this time. */
const settledMs = 3_000

const tally = new Tally()
await using server = await openServer(options.dataDir)
await using database = openDatabase({
  url: server.url,
  applicationName: 'treeline overload',
  poolSize: 2,
  acquireTimeoutMs: 30_000,
  statementTimeoutMs: 0,
  onIdleError: () => {},
})
await migrateAppUp(database)
if (!(await isStored(database.pool, largest))) {
  console.log(`       storing builds of ${largest.tests} and ${usual.tests} tests`)
  await storeLargeBuild(database.pool, largest)
  await storeLargeBuild(database.pool, usual)
  await settle(database.pool)
}

const parts: Record<string, () => Promise<void>> = {
  alone: () => withService('one client takes the largest list', takesTheLargest),
  six: () => withService('six clients take the largest list', sixTakeTheLargest),
  unread: () => withService('fourteen clients never read', fourteenNeverRead),
  flood: () => withService('ten times what can be done', underFlood),
}
for (const [name, part] of Object.entries(parts)) if (options.part.includes(name)) await part()

if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`overload: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1

/** Names of parts that there are, separated by commas. */
function partsOption(value: string): string[] {
  const names = listOption(value)
  if (names.every((name) => partNames.some((part) => part === name))) return names
  throw new InvalidArgumentError(`expected some of ${partNames.join(', ')}`)
}

/** Runs something against a process of its own, whose memory and `/healthz` are watched meanwhile. */
async function withService(name: string, work: (served: Served) => Promise<void>): Promise<void> {
  console.log(name)
  await using folder = await temporaryFolder()
  const env = { DATABASE_URL: server.url, DATA_DIR: folder.path, LOG_LEVEL: 'error' }
  await using served = await serve(env, { role: 'api' })
  await using bare = await startBareHono()
  const health = watch(`${served.base}/healthz`, 20)
  const plain = watch(`http://127.0.0.1:${bare.port}${barePath}`, 20)
  const started = performance.now()
  await work(served)
  console.log(`       ${((performance.now() - started) / 1000).toFixed(1)} s`)
  // what the machine alone makes a server wait that does nothing at all, to be read beside ours
  const stallMs = Math.max(...(await plain.stop()).map(({ milliseconds }) => milliseconds))
  console.log(`       a bare server: ${stallMs.toFixed(0)} ms at most`)
  checkWaits('/healthz', await health.stop(), mostAloneMs, 100)
  const { peakBytes = 0 } = sizeOfProcess(served.pid) ?? {}
  const megabytes = Math.round(peakBytes / 1e6)
  tally.check(`${megabytes} MB at most`, peakBytes < mostBytes)
}

async function takesTheLargest({ base }: Served): Promise<void> {
  checkWhole([await countItems(`${base}/api/build/${largest.build}/tests`)])
}

async function sixTakeTheLargest({ base }: Served): Promise<void> {
  const six = Array.from({ length: 6 }, () =>
    countItems(`${base}/api/build/${largest.build}/tests`),
  )
  checkWhole(await Promise.all(six))
}

async function fourteenNeverRead({ base, metrics }: Served): Promise<void> {
  const leave = await Promise.all(
    Array.from({ length: 14 }, () => neverRead(`${base}/api/build/${largest.build}/tests`)),
  )
  await sleep(unreadSeconds * 1000)
  const { turns } = await atWork(metrics, database.pool)
  tally.check('they hold no connection to the database', turns === 0, `${turns} turns`)
  for (const one of leave) one()
}

function checkWhole(lists: readonly { items: number; bytes: number }[]): void {
  const bytes = lists[0]?.bytes ?? 0
  tally.check(
    `${lists.length} × ${Math.round(bytes / 1e6)} MB, whole`,
    lists.every((one) => one.items === largest.tests),
    JSON.stringify(lists),
  )
}

/** Dear requests, all different, so that none is answered by what was kept. */
async function underFlood({ base, metrics }: Served): Promise<void> {
  const dear = (number: number) =>
    `${base}/api/tree/mainline/master/${usual.commit}/tests?origin=maestro&filter_test.duration_[gte]=0.${String(number).padStart(6, '0')}`
  const rate = await capacity((number) => dear(900_000 + number), { clients: 4, seconds: 5 })
  console.log(`       ${rate.toFixed(1)} dear answers a second can be had`)
  const listing = watch(`${base}/api/tree/?interval_in_days={number}`, 20)
  const ready = watch(`${base}/readyz`, 20)
  const { outcomes, unasked } = await flood(dear, { rate: rate * 10, seconds: options.seconds })
  const left = performance.now()
  checkWaits('tree listing', await listing.stop(), mostFloodedMs, 99)
  checkWaits('/readyz', await ready.stop(), mostFloodedMs, 99)
  checkRefusals(outcomes, unasked)
  const isNothing = ({ inFlight, turns, statements }: AtWork) => inFlight + turns + statements === 0
  const work = await settledWork(metrics, left + settledMs, isNothing)
  const seconds = ((performance.now() - left) / 1000).toFixed(1)
  tally.check(
    `${seconds} s after all have left nothing is done for them`,
    isNothing(work),
    JSON.stringify(work),
  )
}

/** What is done once it is as it should be, or as long as it may take to become so. */
async function settledWork(
  metrics: string,
  until: number,
  isSo: (work: AtWork) => boolean,
): Promise<AtWork> {
  for (; ; await sleep(100)) {
    const work = await atWork(metrics, database.pool)
    if (isSo(work) || performance.now() > until) return work
  }
}

function checkRefusals(outcomes: readonly Outcome[], unasked: number): void {
  const answered = outcomes.filter(({ status }) => status === 200)
  const refused = outcomes.filter(({ status }) => status === 503)
  const refusedAfter = percentile(
    refused.map(({ milliseconds }) => milliseconds),
    99,
  )
  console.log(
    `       ${answered.length} answered, ${refused.length} refused (p99 after ${refusedAfter.toFixed(0)} ms), ${unasked} not asked`,
  )
  tally.check('some are answered, the others refused', answered.length > 0 && refused.length > 0)
  tally.check(
    'who is refused is told why, and when to come back',
    refused.every(
      ({ errorCode, retryAfter }) => errorCode === 'overloaded' && Number(retryAfter) > 0,
    ),
  )
  const others = outcomes.filter((one) => ![200, 503].includes(one.status))
  tally.check('nothing else happens to anybody', others.length === 0, JSON.stringify(others[0]))
}

function checkWaits(
  name: string,
  outcomes: readonly Outcome[],
  mostMs: number,
  percent: number,
): void {
  const waits = outcomes.map(({ milliseconds }) => milliseconds)
  const [median, most] = [percentile(waits, 50), percentile(waits, percent)]
  const label = percent === 100 ? 'at most' : `p${percent}`
  tally.check(
    `${name}: ${median.toFixed(0)} ms (median), ${most.toFixed(0)} ms (${label}) of ${waits.length}`,
    most < mostMs && outcomes.every(({ status }) => status === 200),
    `statuses ${[...new Set(outcomes.map(({ status }) => status))].join(', ')}`,
  )
}
