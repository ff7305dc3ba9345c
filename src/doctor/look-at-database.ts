import type { OpenDatabase } from '../store/app/database.ts'
import { appMigrationStates } from '../store/app/schema/migrate.ts'
import { describeServer } from './describe-server.ts'
import { failure, fine, type Finding, warning } from './finding.ts'
import { lookAtServer } from './look-at-server.ts'
import { lookAtWork } from './look-at-work.ts'

/** A PostgreSQL that answers: the server, its schema, and the work that it remembers. */
export async function lookAtDatabase(
  database: OpenDatabase,
  { poolSize, isEmbedded }: { poolSize: number; isEmbedded: boolean },
): Promise<Finding[]> {
  const states = await appMigrationStates(database)
  const isCurrent = states.every(({ isKnown, appliedAt }) => isKnown && appliedAt !== null)
  return [
    ...lookAtServer(await describeServer(database.db), poolSize),
    lookAtMigrations(states, isEmbedded),
    ...(isCurrent ? await lookAtWork(database.db) : []),
  ]
}

type MigrationStates = Awaited<ReturnType<typeof appMigrationStates>>

/** Whoever looks for the service of somebody else must not take it for that. */
const newDatabase = warning(
  'migrations',
  'none: the embedded database is new, and nothing is in it',
  'where a service runs already, give the doctor its settings: DATA_DIR, or DATABASE_URL',
)

function lookAtMigrations(states: MigrationStates, isEmbedded: boolean): Finding {
  const unknown = states.filter(({ isKnown }) => !isKnown)
  const missing = states.filter(({ appliedAt }) => appliedAt === null)
  if (unknown.length > 0) {
    return failure('migrations', `${unknown.length} of a newer version`, 'run that version')
  }
  if (missing.length === 0) return fine('migrations', 'all applied')
  if (isEmbedded && missing.length === states.length) return newDatabase
  return isEmbedded
    ? fine('migrations', `${missing.length} will be applied by the next command`)
    : failure('migrations', `${missing.length} not applied`, 'run `treeline migrate app up`')
}
