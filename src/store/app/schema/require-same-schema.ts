import type pg from 'pg'
import { appMigrations } from '../../../../migrations-app/index.ts'
import { migrationTable, requireExactly } from '../../migrate.ts'

/** Asks for what {@link requireExactlyOurs} wants. */
export const appliedMigrationsSql = `select name from ${migrationTable}`

/**
 * Refuses a database that another version has changed since this process began.
 *
 * @throws UnknownMigrations, MissingMigrations
 */
export async function requireSameSchema(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(appliedMigrationsSql)
  requireExactlyOurs(rows)
}

/**
 * Refuses whatever is not all of the migrations of this version, and no other.
 *
 * @throws UnknownMigrations, MissingMigrations
 */
export function requireExactlyOurs(applied: readonly { name: string }[]): void {
  requireExactly(
    applied.map(({ name }) => name),
    appMigrations,
  )
}
