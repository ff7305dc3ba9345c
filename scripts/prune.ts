/**
 * Prunes four fifths of a database while the API is read and submissions come in, kills the command again and again, and
 * looks whether anything else changed:
 *
 *     npm run -s prune:killed -- [--tests N] [--kills N] [--summary FILE.json]
 *
 * Exit status 1 when a sum drifted, something was lost that had to stay, or somebody waited for long.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { asAdmin, urlOfDatabase } from '../src/testing/database/database-admin.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { succeeds, treeline } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { busyWorld } from './prune/busy-world.ts'
import { pruneKilled } from './prune/prune-killed.ts'
import { fourFifths, openWitness } from './prune/witness.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand(
  'prune:killed',
  'Prune a busy database, and kill the command again and again',
)
  .option('--tests <n>', 'tests in the database', wholeNumberOption(1_000, 100_000_000), 20_000)
  .option('--kills <n>', 'how often the command is killed', wholeNumberOption(0, 1_000), 3)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ tests: number; kills: number; summary?: string }>()

/** Nobody who reads or submits may wait longer, in milliseconds. */
const longestWaitMs = 1_000

const tally = new Tally()
const workspace = scratchFolder('prune')
const server = await startThrowawayServer(options.tests)
try {
  await asAdmin(server.url, 'create database pruned')
  const DATABASE_URL = urlOfDatabase(server.url, 'pruned')
  const env = { DATABASE_URL, DATA_DIR: workspace, DEMO_DATA: 'false', LOG_LEVEL: 'error' }
  const filled =
    treeline(['migrate', 'app', 'up'], env) &&
    succeeds(['scripts/generate.ts', '--tests', String(options.tests), '--copy'], env) &&
    treeline(['rollup', 'rebuild'], env)
  tally.check('a database is filled', filled)

  await using witness = await openWitness(DATABASE_URL)
  const age = await fourFifths(witness.pool)
  const before = await witness.stays(age)
  const quiet = await busyWorld(env, workspace, () => Promise.resolve())
  const busy = await busyWorld(env, workspace, () => pruneKilled(env, age, options.kills))
  const after = await witness.stays(age)

  tally.check('what is younger is as it was', before.rows > 0 && after.digest === before.digest)
  tally.check('nothing is left that had to go', (await witness.left(age)) === 0)
  tally.check('no sum drifted', treeline(['rollup', 'verify', '--all'], env))
  tally.check(`${busy.submissions} submissions came in meanwhile`, busy.submissions > 0)
  tally.check(
    `no request waited longer than a second: ${busy.requests}, the slowest ${busy.slowestMs} ms ` +
      `(${quiet.slowestMs} ms without a prune), half of them ${busy.medianMs} ms`,
    busy.slowestMs <= longestWaitMs,
  )
} finally {
  await server.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`prune: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
