/**
 * Tells Discord and a webhook of thousands of random errors, jobs, mails and reports, with secrets and mentions in
 * whatever a stranger can write, while both refuse, limit, hang and die, and the processes that send are killed.
 * Then looks whether everything arrived, within the documented limits, once, and without what nobody must see.
 *
 *     npm run -s telling -- [--events N] [--rounds N] [--seed S] [--summary FILE.json]
 *
 * Exit status 1 when something is missing, or there that should not be.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { asAdmin, urlOfDatabase } from '../src/testing/database/database-admin.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { treeline } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { checkDoctor } from './telling/check-doctor.ts'
import { checkService } from './telling/check-service.ts'
import { floodDiscord } from './telling/flood-discord.ts'
import { runWebhookRounds } from './telling/run-webhook-rounds.ts'
import { startDiscordStandIn } from './telling/discord-stand-in.ts'
import { startWebhookStandIn } from './telling/webhook-stand-in.ts'
import { plantedSecrets } from './telling/planted-secrets.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('telling', 'Tell Discord and a webhook of everything while it breaks')
  .option('--events <n>', 'errors and reports for Discord', wholeNumberOption(2, 100_000), 2_000)
  .option('--rounds <n>', 'faults on the way to the webhook', wholeNumberOption(1, 100_000), 40)
  .option('--seed <n>', 'which', wholeNumberOption(0, 2 ** 31), Date.now() % 2 ** 31)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ events: number; rounds: number; seed: number; summary?: string }>()

console.log(`telling: seed ${options.seed}`)
const tally = new Tally()
const workspace = scratchFolder('telling')
const postgres = await startThrowawayServer()
await using discord = await startDiscordStandIn(options.seed)
await using webhook = await startWebhookStandIn()
try {
  await asAdmin(postgres.url, 'create database telling')
  const env = {
    DATABASE_URL: urlOfDatabase(postgres.url, 'telling'),
    DATA_DIR: workspace,
    DEMO_DATA: 'false',
    ENV_FILES: 'false',
    PROMETHEUS_METRICS_ENABLED: 'false',
    NOTIFICATIONS_ENABLED: 'true',
    INSTANCE: 'production',
    EMAIL_BACKEND: 'outbox',
    EMAIL_RETRY_SECONDS: '1',
    ...plantedSecrets,
  }
  tally.check('a database is made', treeline(['migrate', 'app', 'up'], env))
  const world = { ...options, env, discord, webhook, workspace, tally }
  await floodDiscord(world)
  await runWebhookRounds(world)
  await checkDoctor(world)
  await checkService(world)
} finally {
  await postgres.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(`telling: ${tally.total.passed} passed, ${tally.total.failed} failed`)
process.exitCode = tally.total.failed === 0 ? 0 : 1
