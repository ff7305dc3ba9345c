/**
 * Tells things while everything on the way of mails breaks: two processes that run jobs and a command that tells are
 * killed between any two steps, mail servers refuse, hang, or die after they have taken a mail. Then looks whether
 * everybody has each mail, and nobody one twice but for those of which nobody could know.
 *
 *     npm run -s mail:rounds -- [--rounds N] [--seed S] [--summary FILE.json]
 *
 * Exit status 1 when a mail is missing, or one is there that should not be, or a fault met no mail.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../../src/cli/command/option-values.ts'
import { schedule } from '../../src/jobs/schedule.ts'
import { startThrowawayServer } from '../../src/testing/database/throwaway-server.ts'
import { asAdmin, urlOfDatabase } from '../../src/testing/database/database-admin.ts'
import { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import { scriptCommand } from '../command/script-command.ts'
import { checkMails } from './rounds/check-mails.ts'
import { runMailRounds } from './rounds/run-mail-rounds.ts'
import { openMailWorld } from './rounds/world/mail-world.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

const options = scriptCommand('mail:rounds', 'Tell things while everything on the way breaks')
  .option('--rounds <n>', 'faults, one after the other', wholeNumberOption(1, 100_000), 20)
  .option('--seed <n>', 'which faults', wholeNumberOption(0, 2 ** 31), Date.now() % 2 ** 31)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ rounds: number; seed: number; summary?: string }>()

console.log(`mail: seed ${options.seed}`)
const tally = new Tally()
const workspace = scratchFolder('mail')
const postgres = await startThrowawayServer()
try {
  await asAdmin(postgres.url, 'create database mails')
  const url = urlOfDatabase(postgres.url, 'mails')
  const env = { DATABASE_URL: url, DATA_DIR: workspace }
  tally.check('a database is made', treeline(['migrate', 'app', 'up'], env))
  const names = schedule.map(({ name }) => name)
  await using world = await openMailWorld(url, workspace, names)
  const struck = await runMailRounds(world, options)
  const surprises = await world.end()
  tally.check('every process ended when it was killed or asked to, and never else', surprises === 0)
  await checkMails(tally, world, struck)
} finally {
  await postgres.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`mail: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
