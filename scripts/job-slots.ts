/**
 * Runs two instances on a schedule of every second, kills one of them again and again, freezes both, moves
 * their clocks by seconds and by an hour (libfaketime of Debian), and counts how often each slot ran.
 *
 *   npm run -s jobs:slots -- [--seconds N] [--summary FILE.json]
 *
 * Exit status 1 when a slot did not run exactly once.
 */
import { writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { asAdmin, urlOfDatabase } from '../src/testing/database/database-admin.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { treeline } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { runTroubled } from './job-slots/run-troubled.ts'
import { canMoveClocks } from './job-slots/troubled-process.ts'

const options = scriptCommand(
  'jobs:slots',
  'Run two instances in trouble, and count how often each slot of a job ran',
)
  .option('--seconds <n>', 'so long they are in trouble', wholeNumberOption(10, 86_400), 600)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ seconds: number; summary?: string }>()

const tally = new Tally()
const server = await startThrowawayServer()
try {
  await asAdmin(server.url, 'create database slots')
  const url = urlOfDatabase(server.url, 'slots')
  tally.check('the database is migrated', treeline(['migrate', 'app', 'up'], { DATABASE_URL: url }))
  const { troubles, count } = await runTroubled(url, options.seconds * 1000)
  console.log(
    `${JSON.stringify(troubles)}${canMoveClocks ? '' : ', clocks not moved: no libfaketime'}`,
  )
  console.log(JSON.stringify(count))
  tally.check('slots were due', count.due > options.seconds / 2)
  tally.check('every slot ran', count.never.length === 0)
  tally.check('no slot ran again', count.again.length === 0)
} finally {
  await server.stop()
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`jobs:slots: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
