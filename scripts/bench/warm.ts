/**
 * Measures answers that are ready while nothing else happens, and while the same service takes in submissions as fast as
 * it can: listings, and commits of the example data, at a steady pace. Who asks is a process of its own, which asks a
 * server that does nothing but send bytes as well: what that one takes longer is the machine's.
 *
 *   npm run -s bench:warm -- [--tests N] [--rate N] [--workers N] [--summary FILE.json]
 *
 * Exit status 1 when the slowest answer in a hundred, of those that were ready, takes more than three times as long
 * during ingest. Those that a commit had changed are made anew; they are counted, and in the times of all answers.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { Tally } from '../checks/tally.ts'
import { serve, succeeds } from '../checks/treeline-process.ts'
import { scriptCommand } from '../command/script-command.ts'
import { askSteadily, steadyText } from './http/ask-steadily.ts'
import { startBareHono } from './http/bare-hono.ts'
import { startLoadClient } from './http/load/load-client.ts'
import { requestText } from './http/load/request-text.ts'
import { warmQuestions } from './warm/warm-questions.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

const options = scriptCommand('bench:warm', 'Measure ready answers beside an ingest at full speed')
  .option(
    '--tests <n>',
    'that are taken in meanwhile',
    wholeNumberOption(1_000, 10_000_000),
    200_000,
  )
  .option('--rate <n>', 'questions in a second', wholeNumberOption(1, 10_000), 200)
  .option('--workers <n>', 'processes that answer', wholeNumberOption(1, 64), 1)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ tests: number; rate: number; workers: number; summary?: string }>()

const measuredMs = 5_000
/** Until the first files are read, or all is as usual. */
const startMs = 1_000
const mostRatio = 3
const tally = new Tally()
const workspace = scratchFolder('warm')

/** Puts files into the spool; resolves when all are taken, with how long that took in seconds. */
async function takeIn(from: string, spool: string): Promise<number> {
  for (const name of readdirSync(from)) renameSync(join(from, name), join(spool, name))
  const started = performance.now()
  while (isWaiting(spool)) await sleep(50)
  return (performance.now() - started) / 1000
}

/** Whether files wait that are no folders. */
function isWaiting(spool: string): boolean {
  return readdirSync(spool).some((name) => name.endsWith('.json'))
}

try {
  const dataDir = join(workspace, 'data')
  const submissions = join(workspace, 'submissions')
  mkdirSync(submissions)
  const generated = ['scripts/generate.ts', '--tests', String(options.tests), '--dir', submissions]
  tally.check('submissions are made', succeeds(generated, {}))
  await using served = await serve({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    WORKERS: String(options.workers),
  })
  await using load = startLoadClient()
  await using bare = await startBareHono()
  const paths = await warmQuestions(served.base)
  const body = Buffer.alloc(2_000, 'a')
  await bare.give({ headers: { 'content-type': 'text/plain' }, body, etag: '' })
  const ask = (ms: number) =>
    askSteadily(
      { load, bare },
      {
        port: Number(new URL(served.base).port),
        requests: paths.map((path) => requestText({ path })),
        perSecond: options.rate,
        ms,
      },
    )
  await ask(startMs)
  const idle = await ask(measuredMs)
  console.log(`       nothing else happens: ${steadyText(idle)}`)
  const spool = join(dataDir, 'spool')
  const takingIn = takeIn(submissions, spool)
  await sleep(startMs)
  const busy = await ask(measuredMs)
  tally.check('submissions were taken in all the time (else: --tests)', isWaiting(spool))
  const seconds = await takingIn
  console.log(`       ingest at full speed: ${steadyText(busy)}`)
  console.log(`       ${options.tests} tests in ${seconds.toFixed(1)} s`)
  const [all, ready] = [busy.times.p99 / idle.times.p99, busy.ready.p99 / idle.ready.p99]
  tally.check(
    `p99 of ready answers during ingest is ${ready.toFixed(1)} times the idle one (all: ${all.toFixed(1)}, bare Hono: ` +
      `${(busy.bare.p99 / idle.bare.p99).toFixed(1)})`,
    ready <= mostRatio,
  )
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`bench:warm: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
