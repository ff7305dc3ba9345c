/**
 * Shows how soon what was committed is in answers, through full caches: random pairs of a test that is stored and a
 * question whose answer shows it, asked of
 *   - the process that wrote, whose next answer has it;
 *   - two workers, which PostgreSQL tells of commits: within 50 ms;
 *   - a process that is told nothing, behind PgBouncer in transaction mode: within the interval of its looks;
 *   - a process that reads from a streaming replica: within 50 ms, of the replica or in its place.
 * No answer ever goes back.
 *
 *   npm run -s freshness -- [--pairs N] [--patience N] [--summary FILE.json]
 *
 * Exit status 1 when something does not hold. What is not installed (PostgreSQL with pg_basebackup, PgBouncer) is left out.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { percentile } from './bench/percentile.ts'
import { Tally } from './checks/tally.ts'
import { treeline } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { runPairs } from './freshness/run-pairs.ts'
import { openWorld } from './freshness/world.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('freshness', 'Show how soon what was committed is in answers')
  .option('--pairs <n>', 'of a commit and a question', wholeNumberOption(1, 1_000_000), 1_000)
  .option(
    '--patience <n>',
    'times as long may pass, on a machine with other work',
    wholeNumberOption(1, 100),
    1,
  )
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ pairs: number; patience: number; summary?: string }>()

/** Between two looks of a process that nobody tells, which take a moment themselves, in milliseconds. */
const betweenLooksMs = 500
const mostMs = {
  'PostgreSQL tells': 50 * options.patience,
  'reads a replica': 50 * options.patience,
  'nobody tells': betweenLooksMs + 50 * options.patience,
}

const tally = new Tally()
const workspace = scratchFolder('freshness')
try {
  await using world = await openWorld(workspace, (url) =>
    tally.check(
      'the database is migrated',
      treeline(['migrate', 'app', 'up'], { DATABASE_URL: url, DATA_DIR: workspace }),
    ),
  )
  const seen = await runPairs(world, options.pairs)
  const { stale, asked } = seen.writer
  tally.check(
    `the process that wrote: ${asked} answers, ${stale} without what it wrote`,
    stale === 0,
  )
  for (const [kind, delays] of seen.delays) {
    const [p50, p95, most] = [50, 95, 100].map((percent) => percentile(delays, percent))
    const figures = `p50 ${p50?.toFixed(1)} ms, p95 ${p95?.toFixed(1)} ms, longest ${most?.toFixed(1)} ms`
    tally.check(`${kind}: ${delays.length} pairs, ${figures}`, (most ?? Infinity) <= mostMs[kind])
  }
  tally.check(
    `${seen.wentBack} answers went back, ${seen.failed} failed`,
    seen.wentBack + seen.failed === 0,
  )
} finally {
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`freshness: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
