/**
 * Runs Prometheus on a service at work, and asks it everything that our boards, rules and those of the reference ask:
 *
 *   npm run -s monitoring -- [--seconds N] [--summary FILE.json]
 *
 * The rules are tried by promtool as well: each must be raised when it should be, and no sooner. Exit status 1
 * when something is wrong; without Prometheus nothing is run.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { wholeNumberOption } from '../src/cli/command/option-values.ts'
import { startThrowawayServer } from '../src/testing/database/throwaway-server.ts'
import { Tally } from './checks/tally.ts'
import { serve, treelineOutput } from './checks/treeline-process.ts'
import { scriptCommand } from './command/script-command.ts'
import { keepBusy } from './monitoring/busy-service.ts'
import { checkFiles, checkMetrics } from './monitoring/check-files.ts'
import { checkQueries, checkRules } from './monitoring/check-queries.ts'
import { checkWork } from './monitoring/check-work.ts'
import { checkRestart } from './monitoring/check-restart.ts'
import { prometheusVersion, startPrometheus } from './monitoring/prometheus.ts'
import { startWebhookStandIn } from './telling/webhook-stand-in.ts'
import { scratchFolder } from './checks/scratch-folder.ts'

const options = scriptCommand('monitoring', 'Run Prometheus on a service at work, with our rules')
  .option('--seconds <n>', 'how long the service is watched', wholeNumberOption(10, 3_600), 25)
  .option('--summary <file>', 'write the totals there, as JSON')
  .parse()
  .opts<{ seconds: number; summary?: string }>()
const version = prometheusVersion()
if (version === undefined) {
  console.log('monitoring: not run, Prometheus is not installed')
  process.exit(0)
}

/** Jobs that are due every few seconds. */
const schedule = `
verify: { at: '*/4 * * * * *' }
cache-cleanup: { at: '*/5 * * * * *' }
history: { at: '*/7 * * * * *' }
registry-update: off
notifications-new-issues: { at: '*/6 * * * * *', to: maintainers@example.org }
`

const tally = new Tally()
const workspace = scratchFolder('monitoring')
checkFiles(workspace, tally)
const postgres = await startThrowawayServer()
await using webhook = await startWebhookStandIn()
try {
  const scheduleFile = join(workspace, 'schedule.yml')
  writeFileSync(scheduleFile, schedule)
  const env = { DATABASE_URL: postgres.url, DATA_DIR: workspace, LOG_LEVEL: 'silent' }
  await watch({
    ...env,
    // itself: it is always in step, and shows in metrics
    DATABASE_REPLICA_URLS: postgres.url,
    MIGRATE_ON_START: 'true',
    // what they show is added up, and some of it is shown of several alone
    WORKERS: '2',
    DEMO_DATA: 'true',
    JOBS_SCHEDULE_FILE: scheduleFile,
    CONVERT_LOG_EXCERPT: 'true',
    NOTIFICATIONS_ENABLED: 'true',
    INSTANCE: 'production',
    EMAIL_BACKEND: 'outbox',
    WEBHOOK_URL: webhook.url,
    WEBHOOK_SECRET: webhook.secret,
  })
  await checkRestart(env, tally)
} finally {
  await postgres.stop()
  rmSync(workspace, { recursive: true, force: true })
}
if (options.summary !== undefined) writeFileSync(options.summary, JSON.stringify(tally.total))
console.log(
  `monitoring: ${tally.total.passed} passed, ${tally.total.failed} failed (Prometheus ${version})`,
)
process.exitCode = tally.total.failed === 0 ? 0 : 1

async function watch(env: Record<string, string>): Promise<void> {
  await using served = await serve(env)
  const token = treelineOutput(['token', 'create', '--origin', 'o'], env).trim()
  await using prometheus = await startPrometheus(served.metrics, workspace)
  const ending = new AbortController()
  const spoolDir = join(workspace, 'spool')
  const busy = keepBusy({ served, token, spoolDir, signal: ending.signal })
  await sleep(options.seconds * 1000)
  await checkQueries(prometheus, tally)
  await checkWork(prometheus, tally)
  await checkRules(prometheus, tally)
  await checkMetrics(served.metrics, tally)
  ending.abort()
  await busy
}
