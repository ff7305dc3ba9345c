import type { Context } from '../../context.ts'
import { appMigrationStates, migrateAppUp } from '../../store/app/migrate.ts'
import { requireKnown } from '../../store/migrate.ts'
import { CommandFailure, exitStatuses } from './failure.ts'

/**
 * The embedded database is always brought to the newest schema; somebody else's only when
 * `MIGRATE_ON_START` says so and the command is `serve` (decisions.md 3).
 *
 * @throws CommandFailure that says how to migrate
 * @throws UnknownMigrations when a newer version was here
 */
export async function ensureSchema(
  { config, database, signal }: Context,
  migrate: boolean,
): Promise<void> {
  if (config.database.kind === 'embedded' || migrate) {
    await migrateAppUp(database, signal)
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
