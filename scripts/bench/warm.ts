/**
 * Measures answers that are ready while nothing else happens, and while the same service takes in submissions as fast as
 * it can: the listing, commits, builds and hardware of the example data, at a steady pace.
 *
 *   npm run -s bench:warm -- [--tests N] [--rate N] [--workers N] [--summary FILE.json]
 *
 * Exit status 1 when the slowest answer in a hundred takes more than three times as long during ingest.
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { Tally } from '../checks/tally.ts'
import { serve, succeeds } from '../checks/treeline-process.ts'
import { scriptCommand } from '../command/script-command.ts'
import { percentile } from './percentile.ts'
import { askSteadily, type Timed } from './warm/steady-client.ts'
import { warmQuestions } from './warm/warm-questions.ts'

const options = scriptCommand('bench:warm', 'Measure ready answers beside an ingest at full speed')
  .option(
    '--tests <n>',
    'that are taken in meanwhile',
    wholeNumberOption(1_000, 10_000_000),
    100_000,
  )
  .option('--rate <n>', 'questions in a second', wholeNumberOption(1, 10_000), 200)
  .option('--workers <n>', 'processes that answer', wholeNumberOption(1, 64), 1)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ tests: number; rate: number; workers: number; summary?: string }>()

const idleMs = 8_000
const mostRatio = 3
const tally = new Tally()
const workspace = mkdtempSync(join(tmpdir(), 'treeline-warm-'))

/** The figures of answers, in milliseconds. */
function figures({ milliseconds, failed }: Timed): { p50: number; p99: number } {
  const [p50 = Number.NaN, p99 = Number.NaN] = [50, 99].map((percent) =>
    percentile(milliseconds, percent),
  )
  console.log(
    `       ${milliseconds.length} answers, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${failed} failed`,
  )
  return { p50, p99 }
}

/** Asks while something lasts. */
async function measureDuring(urls: readonly string[], work: () => Promise<void>): Promise<Timed> {
  const ending = new AbortController()
  const asking = askSteadily(urls, options.rate, ending.signal)
  await work()
  ending.abort()
  return asking
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
  const urls = await warmQuestions(served.base)
  console.log('       nothing else happens:')
  await measureDuring(urls, () => sleep(1_000))
  const idle = figures(await measureDuring(urls, () => sleep(idleMs)))
  console.log('       ingest at full speed:')
  const spool = join(dataDir, 'spool')
  let seconds = 0
  const busy = figures(
    await measureDuring(urls, async () => {
      for (const name of readdirSync(submissions))
        renameSync(join(submissions, name), join(spool, name))
      const started = performance.now()
      while (isWaiting(spool)) await sleep(50)
      seconds = (performance.now() - started) / 1000
    }),
  )
  console.log(`       ${options.tests} tests in ${seconds.toFixed(1)} s`)
  const ratio = busy.p99 / idle.p99
  tally.check(`p99 during ingest is ${ratio.toFixed(1)} times the idle one`, ratio <= mostRatio)
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`bench:warm: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
