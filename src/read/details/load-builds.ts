import { sql, type SqlBool } from 'kysely'
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
    .where(sql<SqlBool>`checkout_id = any(${checkoutIds}::text[])`)
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
