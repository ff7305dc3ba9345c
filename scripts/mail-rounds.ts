/**
 * Tells things while everything on the way of mails breaks: two processes that send are killed between any two
 * steps, the mail server refuses, hangs, or dies after it has taken a mail. Then looks whether everybody has each
 * mail, and nobody one twice but for those of which nobody could know.
 *
 *     npm run -s mail:rounds -- [--rounds N] [--seed S] [--summary FILE.json]
 *
 * Exit status 1 when a mail is missing, or one is there that should not be.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { startMailServer } from '../src/testing/mail-server.ts'
import { startThrowawayServer } from '../src/testing/throwaway-server.ts'
import { asAdmin, urlOfDatabase } from '../src/testing/database-admin.ts'
import { Tally } from './checks/tally.ts'
import { treeline } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { checkMails } from './mail-rounds/check-mails.ts'
import { runMailRounds } from './mail-rounds/run-mail-rounds.ts'

const options = scriptCommand('mail:rounds', 'Tell things while everything on the way breaks')
  .option('--rounds <n>', 'faults, one after the other', wholeNumberOption(1, 100_000), 20)
  .option('--seed <n>', 'which faults', wholeNumberOption(0, 2 ** 31), Date.now() % 2 ** 31)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ rounds: number; seed: number; summary?: string }>()

console.log(`mail: seed ${options.seed}`)
const tally = new Tally()
const workspace = mkdtempSync(join(tmpdir(), 'treeline-mail-'))
const postgres = await startThrowawayServer()
await using mailServer = await startMailServer()
try {
  await asAdmin(postgres.url, 'create database mails')
  const DATABASE_URL = urlOfDatabase(postgres.url, 'mails')
  const env = {
    DATABASE_URL,
    DATA_DIR: workspace,
    ENV_FILES: 'false',
    PROMETHEUS_METRICS_ENABLED: 'false',
    LOG_LEVEL: 'error',
    NOTIFICATIONS_ENABLED: 'true',
    INSTANCE: 'production',
    EMAIL_HOST: mailServer.config.host,
    EMAIL_PORT: String(mailServer.config.port),
    EMAIL_USE_TLS: 'false',
    EMAIL_TIMEOUT: '1',
    EMAIL_PER_MINUTE: '100000',
    EMAIL_RETRY_SECONDS: '1',
  }
  tally.check('a database is made', treeline(['migrate', 'app', 'up'], env))
  const told = await runMailRounds({ ...options, env, mailServer, workspace })
  await checkMails(tally, told, mailServer.taken, DATABASE_URL)
} finally {
  await postgres.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`mail: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
