import { sql } from 'kysely'
import type { Build } from '../../domain/build.ts'
import { statusOfCode } from '../../domain/status.ts'
import type { BuildFactRow } from '../../store/app/tables/build-fact.ts'
import type { ReadDatabase } from '../database.ts'
import { newestFirst } from '../newest-first.ts'
import { anyOf } from '../../store/app/values/any-of.ts'

const columns = [
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
] as const satisfies (keyof BuildFactRow)[]

/** What {@link selectBuilds} selects. */
export type BuildRow = Pick<BuildFactRow, (typeof columns)[number]> & { build_ref: number }

/**
 * The builds of some checkouts, dummies included: newest first, then by id. They come from the
 * narrow memory of the roll-up, not from the wide rows.
 */
export async function loadBuilds(
  db: ReadDatabase,
  checkoutIds: readonly string[],
): Promise<Build[]> {
  if (checkoutIds.length === 0) return []
  const rows = await selectBuilds(db).where('checkout_id', '=', anyOf(checkoutIds)).execute()
  return rows.map(toBuild)
}

/** A query for builds, in that order; which ones remains to be said. */
export function selectBuilds(db: ReadDatabase) {
  return db
    .selectFrom('build_fact')
    .select(['build_fact.build_ref', ...columns])
    .orderBy(newestFirst('start_time'))
    .orderBy(sql`build_id collate "C"`)
}

/** A row as the rules know it. */
export function toBuild(row: BuildRow): Build {
  return {
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
  }
}
