import { cacheMigrations } from '../../../migrations-cache/index.ts'
import { migrateDown, migrateUp, migrationStates, type MigrationState } from '../migrate.ts'
import type { Cache } from './open-cache.ts'

type Handle = Pick<Cache, 'db'>

/** Brings the local cache to its newest schema; returns the names of the migrations it applied. */
export function migrateCacheUp({ db }: Handle): Promise<string[]> {
  return migrateUp(db, cacheMigrations)
}

/** Takes the newest migration of the local cache back; returns its name, if there was one. */
export function migrateCacheDown({ db }: Handle): Promise<string[]> {
  return migrateDown(db, cacheMigrations)
}

/** Every migration of the local cache and when it was applied. */
export function cacheMigrationStates({ db }: Handle): Promise<MigrationState[]> {
  return migrationStates(db, cacheMigrations)
}
