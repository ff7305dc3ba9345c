import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { errorMessage } from '../platform/error-message.ts'

/** One migration and when it was applied; null when it was not. */
export type MigrationState = { name: string; appliedAt: Date | null }

/** Thrown when a migration fails; the database keeps what the earlier ones did. */
class MigrationError extends Error {
  readonly code = 'migration_failed'
}

function migrator<DB>(db: Kysely<DB>, migrations: Record<string, Migration>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'treeline_migration',
    migrationLockTableName: 'treeline_migration_lock',
  })
}

/** Applies every migration that is missing; returns their names in the order of application. */
export async function migrateUp<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<string[]> {
  return namesOrThrow(await migrator(db, migrations).migrateToLatest())
}

/** Takes the newest applied migration back; returns its name, or nothing when there is none. */
export async function migrateDown<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<string[]> {
  return namesOrThrow(await migrator(db, migrations).migrateDown())
}

/** Every known migration, oldest first, with the time of its application. */
export async function migrationStates<DB>(
  db: Kysely<DB>,
  migrations: Record<string, Migration>,
): Promise<MigrationState[]> {
  const infos = await migrator(db, migrations).getMigrations()
  return infos.map((info) => ({ name: info.name, appliedAt: info.executedAt ?? null }))
}

type ResultSet = Awaited<ReturnType<Migrator['migrateToLatest']>>

function namesOrThrow({ error, results = [] }: ResultSet): string[] {
  if (error !== undefined) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName
    throw new MigrationError(`migration ${failed ?? '(none)'} failed: ${errorMessage(error)}`, {
      cause: error,
    })
  }
  return results.map((result) => result.migrationName)
}
