import { audited, type AuditParameters, type AuditRecord } from '../../audit/audited.ts'
import type { Config } from '../../config/config.ts'
import { unknownVariableText } from '../../config/known/unknown-variables.ts'
import { loadSettings } from '../../config/settings.ts'
import { openContext, type Context } from '../../context.ts'
import { createLog, type Logger } from '../../platform/log/log.ts'
import { PendingWork } from '../../platform/process/pending-work.ts'
import { listenForShutdown } from '../../platform/process/shutdown.ts'
import type { OpenDatabase } from '../../store/app/database.ts'
import { requireUtf8 } from '../../store/app/schema/database-encoding.ts'
import { endInTime } from './end-in-time.ts'
import { ensureSchema } from './ensure-schema.ts'
import { exitStatus, exitStatuses } from './failure.ts'
import { explainFullDisk } from './full-disk.ts'

export type CommandNeeds = {
  /** The command itself, for `pg_stat_activity`. */
  name: string
  /** Milliseconds one statement may run; 0 for commands that work on whole tables. */
  statementTimeoutMs?: number
  /**
   * `as-is` is for commands that work on the schema itself, `migrate` for `serve`; `known` where another process has
   * looked at the database already.
   */
  schema?: 'current' | 'migrate' | 'as-is' | 'known'
  /** Ends by SIGTERM alone, because another process takes what a terminal sends to all. */
  isWorker?: true
  /** Looks whether it can begin, before the database is made or opened. */
  before?: (config: Config) => Promise<void>
  /** How many processors are meant for dear requests, where several processes share them. */
  processors?: number
  /** What is logged when `LOG_LEVEL` is not given: a service tells what it does, a command only trouble. */
  logLevel?: 'info' | 'warn'
  /**
   * For whatever changes something on purpose (docs/operations/commands.md#audit-trail): what the command was told,
   * by name. Undefined for commands that change nothing.
   */
  audit?: AuditParameters | undefined
}

/** What a command does; the record is for those that are audited. */
type Run = (context: Context, record: AuditRecord) => Promise<void>

/**
 * Opens the context for one command, runs it and closes everything again, whatever happens. Ctrl-C
 * aborts `context.signal`; a second one ends the process at once.
 */
export async function runCommand(needs: CommandNeeds, run: Run): Promise<void> {
  const { config, unknown } = loadSettings({ logLevel: needs.logLevel ?? 'warn' })
  try {
    const log = createLog(config.logLevel)
    for (const variable of unknown) log.warn({}, unknownVariableText(variable))
    await needs.before?.(config)
    await runWith(config, log, needs, run)
  } catch (error) {
    throw explainFullDisk(error, diskOf(config))
  }
}

/** Where a command writes most of what it writes. */
function diskOf({ database, dataDir }: Config): string {
  return database.kind === 'embedded'
    ? `DATA_DIR (${dataDir})`
    : 'PostgreSQL, the spool or DATA_DIR'
}

/** The same for a command that has its settings already. */
export async function runWith(
  config: Config,
  log: Logger,
  needs: CommandNeeds,
  run: Run,
): Promise<void> {
  const pending = new PendingWork()
  let database: OpenDatabase | undefined
  using shutdown = listenForShutdown({
    onInsist: () => process.exit(130),
    watchParent: config.startedByNpm,
    ...(needs.isWorker ? asWorker : {}),
  })
  const { signal } = shutdown
  using _ending = endInTime({
    signal,
    waitingFor: () => (pending.names.length > 0 ? pending.names : ['PostgreSQL']),
    abandonDatabase: () => database?.abandon(),
    insist: () => process.exit(exitStatuses.unable),
    log,
  })
  await using context = await openContext({
    config,
    log,
    signal,
    pending,
    applicationName: `treeline ${needs.name}`,
    ...(needs.statementTimeoutMs === undefined
      ? {}
      : { statementTimeoutMs: needs.statementTimeoutMs }),
    ...(needs.processors === undefined ? {} : { processors: needs.processors }),
  })
  database = context.database
  if (needs.schema !== 'known') await requireUtf8(database)
  if (needs.schema !== 'as-is' && needs.schema !== 'known') {
    await ensureSchema(context, needs.schema === 'migrate' && config.migrateOnStart)
  }
  await runOnRecord(context, needs, run)
}

/** Whoever started it ends it, sees when somebody insists, and takes it along when it dies. */
const asWorker = { onInsist: () => {}, watchParent: false, deafTo: ['SIGINT', 'SIGHUP'] } as const

const noRecord: AuditRecord = { countRows: () => {}, foundWrong: () => {} }

function runOnRecord(context: Context, { name, audit }: CommandNeeds, run: Run): Promise<void> {
  if (audit === undefined) return run(context, noRecord)
  return onRecord(context, name, audit, (record) => run(context, record))
}

/**
 * Does something that the audit trail tells of, for commands that know only while they run whether they
 * will change anything.
 *
 * @param name of the command
 */
export function onRecord(
  { database, signal }: Context,
  name: string,
  parameters: AuditParameters,
  act: (record: AuditRecord) => Promise<void>,
): Promise<void> {
  const action = {
    db: database.db,
    action: name,
    parameters,
    signal,
    isIncomplete: (error: unknown) => exitStatus(error) === exitStatuses.incomplete,
    onUnrecorded: (problem: string) => process.stderr.write(`treeline: ${problem}\n`),
  }
  return audited(action, act)
}
