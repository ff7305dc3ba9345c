import { sql } from 'kysely'
import { codeOfStatus } from '../../../domain/status.ts'
import { testKindOf } from '../../../domain/test-kind.ts'
import type { ReadDatabase } from '../../database.ts'
import { allDimensions } from '../../dictionaries/all-dimensions.ts'
import { findPath } from '../../dictionaries/find-path.ts'
import { type GoodScope, type LastGood, lastGoodSql } from './good-commits.ts'

/**
 * The last run of a test on a platform, in whatever configuration, that passed before an issue showed itself, or null
 * (notifications.md 2.6).
 */
export async function findLastGoodTest(
  db: ReadDatabase,
  scope: GoodScope,
  { path, platform }: { path: string; platform: string | null },
): Promise<LastGood | null> {
  const pathId = await findPath(db, path)
  const kind = testKindOf(path)
  const dimensions = (await allDimensions(db)).filter(
    (one) => one.kind === kind && one.platform === platform,
  )
  if (pathId === null || dimensions.length === 0) return null
  const passed = sql`
      select t.test_id as id, t.start_time from test_fact t
      where t.build_ref = any(array(select b.build_ref from build_fact b where b.checkout_id = c.id))
        and t.dim_id = any(${dimensions.map(({ id }) => id)}::int[])
        and t.path_id = ${pathId} and t.status = ${codeOfStatus('PASS')}
      order by t.start_time desc nulls last, t.test_id collate "C" desc`
  const { rows } = await lastGoodSql(scope, passed).execute(db)
  return rows[0] ?? null
}
