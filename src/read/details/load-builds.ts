import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Build } from '../../domain/build.ts'
import { statusOfCode } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { newestFirst } from '../newest-first.ts'

/**
 * The builds of some checkouts, dummies included: newest first, then by id. They come from the
 * narrow memory of the roll-up, not from the wide rows.
 */
export async function loadBuilds(
  db: ReadDatabase,
  checkoutIds: readonly string[],
): Promise<Build[]> {
  if (checkoutIds.length === 0) return []
  return buildsWhere(db, sql`checkout_id = any(${checkoutIds}::text[])`)
}

/** The builds with these numbers, in the same order. */
export async function loadBuildsByRef(db: ReadDatabase, refs: Iterable<number>): Promise<Build[]> {
  const wanted = [...refs]
  if (wanted.length === 0) return []
  return buildsWhere(db, sql`build_ref = any(${wanted}::int[])`)
}

async function buildsWhere(db: ReadDatabase, condition: RawBuilder<SqlBool>): Promise<Build[]> {
  const rows = await db
    .selectFrom('build_fact')
    .select([
      'build_ref',
      'build_id',
      'checkout_id',
      'origin',
      'status',
      'config_name',
      'architecture',
      'compiler',
      'lab',
      'platform',
      'duration',
      'dummy',
    ])
    .where(condition)
    .orderBy('start_time', newestFirst)
    .orderBy(sql`build_id collate "C"`)
    .execute()
  return rows.map((row) => ({
    ref: row.build_ref,
    id: row.build_id,
    checkoutId: row.checkout_id ?? '',
    origin: row.origin ?? '',
    status: statusOfCode(row.status),
    config: row.config_name,
    architecture: row.architecture,
    compiler: row.compiler,
    lab: row.lab,
    platform: row.platform,
    duration: row.duration,
    isDummy: row.dummy,
  }))
}
