import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { errorMessage } from '../platform/errors/error-message.ts'

/** One migration and when it was applied; null when it was not. */
export type MigrationState = {
  name: string
  appliedAt: Date | null
  /** False for one that another version of the program applied. */
  isKnown: boolean
}

/** Thrown when a migration fails; the database keeps what the earlier ones did. */
class MigrationError extends Error {
  readonly code = 'migration_failed'
}

/** The database was migrated by a newer version of the program, which alone knows its schema. */
class UnknownMigrations extends Error {
  readonly code = 'migrations_unknown'

  constructor(names: readonly string[]) {
    super(
      `a newer version of Treeline migrated the database (${names.join(', ')}); run that version, or take its migrations back with it`,
    )
  }
}

/** Steps are missing that this version of the program relies on. */
class MissingMigrations extends Error {
  readonly code = 'migrations_missing'

  constructor(names: readonly string[]) {
    super(
      `the database lacks ${names.length} migration(s) (${names.join(', ')}), which were taken back meanwhile; ` +
        'end this process, or run `npm run -s treeline -- migrate app up`',
    )
  }
}

/** Where each database says which steps were taken. */
export const migrationTable = 'treeline_migration'

function migrator<DB>(db: Kysely<DB>, migrations: Record<string, Migration>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // steps that were written beside each other came in another order than that of their names; the newest is the one applied last
    allowUnorderedMigrations: true,
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  })
}

/**
 * Applies every migration that is missing; returns their names in the order of application.
 *
 * @throws UnknownMigrations
 */
export async function migrateUp<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<string[]> {
  requireKnown(await migrationStates(db, migrations))
  return namesOrThrow(await migrator(db, migrations).migrateToLatest())
}

/** Applies the next migration that is missing; returns its name, or nothing when there is none. */
export async function migrateStepUp<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<string[]> {
  return namesOrThrow(await migrator(db, migrations).migrateUp())
}

/**
 * Takes the newest applied migration back; returns its name, or nothing when there is none.
 *
 * @throws UnknownMigrations
 */
export async function migrateDown<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<string[]> {
  requireKnown(await migrationStates(db, migrations))
  return namesOrThrow(await migrator(db, migrations).migrateDown())
}

/** Every migration that is known or applied, oldest first, with the time of its application. */
export async function migrationStates<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<MigrationState[]> {
  const infos = await migrator(db, migrations).getMigrations()
  const known = infos.map(({ name, executedAt }) => ({
    name,
    appliedAt: executedAt ?? null,
    isKnown: true,
  }))
  // a database without any of ours has no table of them either
  if (known.every(({ appliedAt }) => appliedAt === null)) return known
  const { rows } = await sql<{ name: string; timestamp: string }>`
    select name, timestamp from ${sql.table(migrationTable)} order by name
  `.execute(db)
  const unknown = rows
    .filter(({ name }) => migrations[name] === undefined)
    .map(({ name, timestamp }) => ({ name, appliedAt: new Date(timestamp), isKnown: false }))
  return [...known, ...unknown]
}

/**
 * Refuses a database that a newer version migrated: what this one would write into its tables, or
 * read from them, may be wrong.
 *
 * @throws UnknownMigrations
 */
export function requireKnown(states: readonly MigrationState[]): void {
  const unknown = states.filter(({ isKnown }) => !isKnown)
  if (unknown.length > 0) throw new UnknownMigrations(unknown.map(({ name }) => name))
}

/**
 * Refuses a database unless exactly these steps were taken.
 *
 * @param applied their names, as the database has them
 * @throws UnknownMigrations, MissingMigrations
 */
export function requireExactly(
  applied: readonly string[],
  migrations: Record<string, Migration>,
): void {
  const unknown = applied.filter((name) => migrations[name] === undefined)
  if (unknown.length > 0) throw new UnknownMigrations(unknown)
  const taken = new Set(applied)
  const missing = Object.keys(migrations).filter((name) => !taken.has(name))
  if (missing.length > 0) throw new MissingMigrations(missing)
}

type ResultSet = Awaited<ReturnType<Migrator['migrateToLatest']>>

function namesOrThrow({ error, results = [] }: ResultSet): string[] {
  if (error !== undefined) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName
    const what =
      failed === undefined ? 'the schema cannot be changed' : `migration ${failed} failed`
    throw new MigrationError(`${what}: ${errorMessage(error)}`, { cause: error })
  }
  return results.map((result) => result.migrationName)
}
