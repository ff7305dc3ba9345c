import { appMigrations } from '../../../migrations-app/index.ts'
import { migrateDown, migrateUp, migrationStates, type MigrationState } from '../migrate.ts'
import type { OpenDatabase } from './database.ts'

type Handle = Pick<OpenDatabase, 'db'>

/** Brings PostgreSQL to the newest schema; returns the names of the migrations it applied. */
export function migrateAppUp({ db }: Handle): Promise<string[]> {
  return migrateUp(db, appMigrations)
}

/** Takes the newest migration of PostgreSQL back; returns its name, if there was one. */
export function migrateAppDown({ db }: Handle): Promise<string[]> {
  return migrateDown(db, appMigrations)
}

/** Every migration of PostgreSQL and when it was applied. */
export function appMigrationStates({ db }: Handle): Promise<MigrationState[]> {
  return migrationStates(db, appMigrations)
}
