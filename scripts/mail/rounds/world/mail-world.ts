import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../../../src/config/config.ts'
import { readEnv } from '../../../../src/config/env.ts'
import { openQueues } from '../../../../src/notify/delivery/open-delivery.ts'
import { createLog } from '../../../../src/platform/log/log.ts'
import { openDatabase, type OpenDatabase } from '../../../../src/store/app/database.ts'
import {
  type Behaviour,
  type MailServer,
  startMailServer,
} from '../../../../src/testing/notices/mail-server.ts'
import { SupervisedProcess } from '../../../faults/world/supervised-process.ts'
import { Gate } from './gate.ts'
import { writeBrokenBuild } from './new-issues.ts'
import { recipients } from './recipients.ts'
import { Teller } from './teller.ts'
import { tellDirectly } from './tell-directly.ts'

/** Who sends: two processes that run jobs, and one command that tells of new issues. */
export const senders = ['one', 'two', 'teller'] as const
export type Sender = (typeof senders)[number]
/** Those that always run. */
export const jobsProcesses = ['one', 'two'] as const satisfies readonly Sender[]

export type MailWorld = AsyncDisposable & {
  readonly database: OpenDatabase
  readonly gate: Gate
  readonly teller: Teller
  /** Each has a mail server of its own, which shows who gave it a mail. */
  readonly servers: Readonly<Record<Sender, MailServer>>
  /** What was told directly. */
  readonly told: string[]
  /** What the servers do until they are told otherwise. */
  behave: (behaviour: (sender: Sender) => Behaviour) => void
  tell: (subject: string) => Promise<void>
  kill: (sender: Sender) => Promise<void>
  /** Ends those that always run, in order; how often something ended otherwise. */
  end: () => Promise<number>
}

/** Jobs of the two processes: both look for new issues, at the same moments. */
const scheduleOfRounds = (names: readonly string[]) =>
  names.map((name) =>
    name === 'notifications-new-issues'
      ? `${name}: { at: '*/5 * * * * *', to: ${recipients[0]}, cc: ${recipients[1]} }`
      : `${name}: off`,
  )

/**
 * @param jobs names of the schedule
 */
export async function openMailWorld(
  url: string,
  workspace: string,
  jobs: readonly string[],
): Promise<MailWorld> {
  await using stack = new AsyncDisposableStack()
  const scheduleFile = join(workspace, 'schedule.yaml')
  writeFileSync(scheduleFile, scheduleOfRounds(jobs).join('\n'))
  const start = async () => stack.use(await startMailServer())
  const servers = { one: await start(), two: await start(), teller: await start() }
  const envOf = (sender: Sender) => ({
    DATABASE_URL: `${url}&application_name=${sender}`,
    DATA_DIR: workspace,
    ENV_FILES: 'false',
    PROMETHEUS_METRICS_ENABLED: 'false',
    LOG_LEVEL: 'error',
    NOTIFICATIONS_ENABLED: 'true',
    INSTANCE: 'production',
    JOBS_SCHEDULE_FILE: scheduleFile,
    REGRESSION_MAILS_PER_HOUR: '100000',
    EMAIL_HOST: servers[sender].config.host,
    EMAIL_PORT: String(servers[sender].config.port),
    EMAIL_USE_TLS: 'false',
    EMAIL_TIMEOUT: '1',
    EMAIL_PER_MINUTE: '100000',
    EMAIL_RETRY_SECONDS: '1',
  })
  const database = stack.use(
    openDatabase({
      url,
      applicationName: 'mail rounds',
      poolSize: 3,
      acquireTimeoutMs: 30_000,
      statementTimeoutMs: 60_000,
      onIdleError: () => {},
    }),
  )
  await writeBrokenBuild(database.pool)
  const config = loadConfig(readEnv(envOf('teller')))
  const log = createLog('error')
  const queues = stack.use(await openQueues({ config, database, log }, { supervises: false }))
  const gate = stack.use(await Gate.open(url))
  const teller = new Teller(envOf('teller'))
  const supervise = (name: Sender) =>
    new SupervisedProcess({
      name,
      args: ['bin/treeline.js', 'serve', '--role', 'jobs'],
      env: envOf(name),
      logFile: join(workspace, `${name}.log`),
    })
  const processes = { one: supervise('one'), two: supervise('two'), teller }
  stack.defer(async () => {
    await Promise.all([processes.one.end(), processes.two.end()])
  })
  const told: string[] = []
  const opened = stack.move()
  return {
    database,
    gate,
    teller,
    servers,
    told,
    behave: (behaviour) => {
      for (const sender of senders) servers[sender].behaviour = behaviour(sender)
    },
    tell: async (subject) => {
      await tellDirectly({ config, database, queues }, subject)
      told.push(subject)
    },
    kill: (sender) => processes[sender].kill(),
    end: async () => {
      const { one, two } = processes
      await Promise.all([one.end(), two.end()])
      return one.surprises.length + two.surprises.length + teller.surprises
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
