/**
 * Sends every report that there is on real data, as commands do, to a mail server of our own and to the Exim of this
 * machine, as strict as it can be, and has each mail as it arrived parsed by Python's own library:
 *
 *     npm run -s mail:parsed -- [--dataset FILE.sql.gz] [--short] [--summary FILE.json]
 *
 * Exit status 1 when a mail is missing, or anything is wrong with one; without Python or Exim what needs them is not run.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asAdmin, urlOfDatabase } from '../../src/testing/database/database-admin.ts'
import { openDatabase } from '../../src/store/app/database.ts'
import { startThrowawayServer } from '../../src/testing/database/throwaway-server.ts'
import { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import { scriptCommand } from '../command/script-command.ts'
import { hasExim, startExim } from './parsed/exim.ts'
import { askForAll, fillDatabase, moveToNow } from './parsed/fill-with-reports.ts'
import { hasPython } from './parsed/parsed-mail.ts'
import { startOwnServer } from './parsed/receiving-server.ts'
import { type Audience, sendAll } from './parsed/send-all.ts'
import { scratchFolder } from '../checks/scratch-folder.ts'

const options = scriptCommand('mail:parsed', 'Parse every report as mail servers deliver it')
  .option('--dataset <file>', 'rows to tell of; example data where there is no such file', '')
  .option('--short', 'our server gets what is for persons, Exim a third of what is for lists')
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ dataset: string; short?: true; summary?: string }>()

if (!hasPython()) {
  console.log('mail parsed: not run, there is no Python')
  process.exit(0)
}
const tally = new Tally()
const workspace = scratchFolder('parsed')
const postgres = await startThrowawayServer()
try {
  await asAdmin(postgres.url, 'create database mails')
  const url = urlOfDatabase(postgres.url, 'mails')
  const env = {
    DATABASE_URL: url,
    DATA_DIR: join(workspace, 'data'),
    ENV_FILES: 'false',
    LOG_LEVEL: 'error',
    NOTIFICATIONS_ENABLED: 'true',
    INSTANCE: 'production',
    REGRESSION_MAILS_PER_HOUR: '100000',
    EMAIL_HOST: '127.0.0.1',
    EMAIL_USE_TLS: 'false',
    EMAIL_PER_MINUTE: '100000',
    EMAIL_TIMEOUT: '10',
  }
  tally.check('there are rows', fillDatabase(options.dataset, env))
  await using database = openDatabase({
    url,
    applicationName: 'mail parsed',
    poolSize: 2,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  const { pool } = database
  await moveToNow(pool)
  tally.check('they are summed up', treeline(['rollup', 'rebuild'], env))
  const asked = await askForAll(pool, env.DATA_DIR)
  const sending = { pool, env, workspace, tally }
  const both: Audience[] = ['persons', 'lists']
  {
    await using own = await startOwnServer()
    const audiences = options.short === true && hasExim() ? both.slice(0, 1) : both
    for (const audience of audiences) await sendAll(sending, own, { audience, asked })
  }
  if (hasExim()) {
    await using exim = await startExim(workspace)
    const audiences = options.short === true ? both.slice(1) : both
    const some = options.short === true ? asked.filter((_, at) => at % 3 === 0) : asked
    for (const audience of audiences) await sendAll(sending, exim, { audience, asked: some })
  } else {
    console.log('mail parsed: Exim not run, it is not installed or this is not root')
  }
} finally {
  await postgres.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`mail parsed: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
