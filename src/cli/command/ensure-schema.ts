import type { Context } from '../../context.ts'
import { appMigrationStates, migrateAppUp } from '../../store/app/schema/migrate.ts'
import { requireKnown } from '../../store/migrate.ts'
import { CommandFailure, exitStatuses } from './failure.ts'

const olderVersion =
  'the database is of an older version: the steps of the schema that it lacks are taken, which takes some 15 s per million tests'

/**
 * The embedded database is always brought to the newest schema; somebody else's only when
 * `MIGRATE_ON_START` says so and the command is `serve` (decisions.md 3). A database of an older version may take minutes, in
 * which nothing else is seen, so a line tells of it; a new one takes a moment.
 *
 * @throws CommandFailure that says how to migrate
 * @throws UnknownMigrations when a newer version was here
 */
export async function ensureSchema(
  { config, database, signal, log }: Pick<Context, 'config' | 'database' | 'signal' | 'log'>,
  migrate: boolean,
): Promise<void> {
  const states = await appMigrationStates(database)
  requireKnown(states)
  const missing = states.filter((state) => !state.appliedAt)
  if (missing.length === 0) return
  if (config.database.kind === 'embedded' || migrate) {
    if (missing.length < states.length) {
      log.warn({ steps: missing.map(({ name }) => name) }, olderVersion)
    }
    await migrateAppUp(database, signal, log)
    return
  }
  throw new CommandFailure(
    `the database lacks ${missing.length} migration(s); run \`npm run -s treeline -- migrate app up\`, ` +
      'or start `serve` with MIGRATE_ON_START=true',
    exitStatuses.usage,
  )
}
