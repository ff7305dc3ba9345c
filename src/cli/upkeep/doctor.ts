import { Command } from 'commander'
import type { Config } from '../../config/config.ts'
import { loadSettings } from '../../config/settings.ts'
import { type Context, openContext } from '../../context.ts'
import { failure, type Finding } from '../../doctor/finding.ts'
import { askChannels, lookAtChannels } from '../../doctor/look-at-channels.ts'
import { lookAtDatabase } from '../../doctor/look-at-database.ts'
import { lookAtFiles } from '../../doctor/look-at-files.ts'
import { lookAtDeployment } from '../../doctor/look-at-deployment.ts'
import { askMailServer, type GreetServer, lookAtMail } from '../../doctor/look-at-mail.ts'
import { lookAtReplica } from '../../doctor/look-at-replica.ts'
import { lookAtSettings } from '../../doctor/look-at-settings.ts'
import { doctorPurpose, lookOutside } from '../../doctor/look-outside.ts'
import { greetServer } from '../../notify/mail/greet-server.ts'
import { errorMessage } from '../../platform/errors/error-message.ts'
import { createFetchMetrics } from '../../platform/guarded-fetch/fetch-metrics.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { PendingWork } from '../../platform/process/pending-work.ts'
import { listenForShutdown } from '../../platform/process/shutdown.ts'
import { parsePostgresAddress } from '../../platform/postgres-address/postgres-address.ts'
import { openDatabase } from '../../store/app/database.ts'
import { registryPurpose } from '../../registry/registry-source.ts'
import { exitStatuses } from '../command/failure.ts'
import { requireSchedule } from '../command/require-schedule.ts'
import { askingChannels } from './ask-channels.ts'

type Flags = { deploy?: true; live?: true; json?: true }

/** `treeline doctor [--deploy] [--live] [--json]`; exit status 1 with a finding of severity error. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look at settings, files, database and failed work, and say what to do')
    .option('--deploy', 'by the rules of production as well')
    .option('--live', 'also ask the hosts that are needed')
    .option('--json', 'as a JSON list')
    .action(async (flags: Flags) => {
      const findings = await lookAtEverything(flags)
      process.stdout.write(
        flags.json ? `${JSON.stringify(findings, null, 2)}\n` : findings.map(findingText).join(''),
      )
      const hasFailed = findings.some(({ severity }) => severity === 'error')
      process.exitCode = hasFailed ? exitStatuses.incomplete : exitStatuses.done
    })
}

async function lookAtEverything({ deploy, live }: Flags): Promise<Finding[]> {
  using shutdown = listenForShutdown({ onInsist: () => process.exit(130), watchParent: false })
  const { signal } = shutdown
  let settings: ReturnType<typeof loadSettings>
  try {
    settings = loadSettings()
  } catch (error) {
    return [
      failure('settings', errorMessage(error), 'correct it; `treeline env` shows all settings'),
    ]
  }
  const { config, unknown } = settings
  const metrics = createFetchMetrics(createMetricsRegistry(), [registryPurpose, doctorPurpose])
  const greet: GreetServer = (server) => greetServer(server, signal)
  const findings = [
    ...lookAtSettings(unknown, await scheduleProblem(config)),
    ...(deploy ? lookAtDeployment(config) : []),
    ...lookAtFiles(config),
    ...lookAtMail(config.notify.mail),
    ...lookAtChannels(config.notify.channels),
    ...(await databaseFindings(config, signal)),
    ...(live ? await lookOutside(config, { metrics, signal }) : []),
    ...(live ? await askMailServer(config.notify.mail, greet) : []),
    ...(live ? await askChannels(config.notify.channels, askingChannels(metrics, signal)) : []),
  ]
  // who could not be asked any more is no finding
  signal.throwIfAborted()
  return findings
}

async function scheduleProblem(config: Config): Promise<string | null> {
  try {
    await requireSchedule(config)
    return null
  } catch (error) {
    return errorMessage(error)
  }
}

/** No answer is a finding as well. */
async function databaseFindings(config: Config, signal: AbortSignal): Promise<Finding[]> {
  try {
    await using context = await openContext({
      config,
      signal,
      log: createLog('silent'),
      pending: new PendingWork(),
      applicationName: 'treeline doctor',
    })
    const findings = await lookAtDatabase(context.database, {
      poolSize: config.poolSize,
      isEmbedded: config.database.kind === 'embedded',
    })
    const replicas = config.replicaUrls.map((url) => replicaFinding(url, context))
    return [...findings, ...(await Promise.all(replicas))]
  } catch (error) {
    signal.throwIfAborted()
    return [
      failure('database', errorMessage(error), 'check DATABASE_URL, or DB_HOST and its companions'),
    ]
  }
}

async function replicaFinding(url: string, { config, database }: Context): Promise<Finding> {
  const { host, port } = parsePostgresAddress(url)
  await using replica = openDatabase({
    url,
    applicationName: 'treeline doctor',
    poolSize: 1,
    acquireTimeoutMs: config.connectTimeoutMs,
    statementTimeoutMs: config.statementTimeoutMs,
    onIdleError: () => {},
  })
  return await lookAtReplica(`${host}:${port}`, replica, database)
}

function findingText({ severity, about, says, advice }: Finding): string {
  const line = `${severity.toUpperCase().padEnd(8)} ${about}: ${says}\n`
  return advice === null ? line : `${line}         ${advice}\n`
}
