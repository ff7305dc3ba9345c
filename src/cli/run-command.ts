import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { openContext, type Context } from '../context.ts'
import { listenForShutdown } from '../platform/shutdown.ts'
import { CommandFailure, exitStatuses } from './failure.ts'
import { requireUtf8 } from '../store/app/database-encoding.ts'
import { appMigrationStates, migrateAppUp } from '../store/app/migrate.ts'
import { requireKnown } from '../store/migrate.ts'

export type CommandNeeds = {
  /** The command itself, for `pg_stat_activity`. */
  name: string
  /** Milliseconds one statement may run; 0 for commands that work on whole tables. */
  statementTimeoutMs?: number
  /** `as-is` is for commands that work on the schema itself, `migrate` for `serve`. */
  schema?: 'current' | 'migrate' | 'as-is'
  /** What is logged when `LOG_LEVEL` is not given: a service tells what it does, a command only trouble. */
  logLevel?: 'info' | 'warn'
}

/**
 * Opens the context for one command, runs it and closes everything again, whatever happens. Ctrl-C
 * aborts `context.signal`; a second one ends the process at once.
 */
export async function runCommand(
  needs: CommandNeeds,
  run: (context: Context) => Promise<void>,
): Promise<void> {
  const config = loadConfig(readEnv(), { logLevel: needs.logLevel ?? 'warn' })
  using shutdown = listenForShutdown({
    onInsist: () => process.exit(130),
    watchParent: config.startedByNpm,
  })
  await using context = await openContext({
    config,
    applicationName: `treeline ${needs.name}`,
    signal: shutdown.signal,
    ...(needs.statementTimeoutMs === undefined
      ? {}
      : { statementTimeoutMs: needs.statementTimeoutMs }),
  })
  await requireUtf8(context.database)
  if (needs.schema !== 'as-is') {
    await ensureSchema(context, needs.schema === 'migrate' && config.migrateOnStart)
  }
  await run(context)
}

/**
 * The embedded database is always brought to the newest schema; somebody else's only when
 * `MIGRATE_ON_START` says so and the command is `serve` (decisions.md 3).
 *
 * @throws CommandFailure that says how to migrate
 * @throws UnknownMigrations when a newer version was here
 */
async function ensureSchema({ config, database }: Context, migrate: boolean): Promise<void> {
  if (config.database.kind === 'embedded' || migrate) {
    await migrateAppUp(database)
    return
  }
  const states = await appMigrationStates(database)
  requireKnown(states)
  const missing = states.filter((state) => !state.appliedAt)
  if (missing.length === 0) return
  throw new CommandFailure(
    `the database lacks ${missing.length} migration(s); run \`npm run -s treeline -- migrate app up\`, ` +
      'or start `serve` with MIGRATE_ON_START=true',
    exitStatuses.usage,
  )
}
