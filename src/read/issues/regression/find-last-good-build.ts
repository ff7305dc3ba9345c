import { sql } from 'kysely'
import { codeOfStatus } from '../../../domain/status.ts'
import type { ReadDatabase } from '../../database.ts'
import { type BuildConfiguration, isOfConfiguration } from '../../builds/build-configuration.ts'
import { type GoodScope, type LastGood, lastGoodSql } from './good-commits.ts'

/** The last build of a configuration that passed before an issue showed itself, or null (notifications.md 2.5). */
export async function findLastGoodBuild(
  db: ReadDatabase,
  scope: GoodScope,
  configuration: BuildConfiguration,
): Promise<LastGood | null> {
  const passed = sql`
      select b.build_id as id, b.start_time from build_fact b
      where b.checkout_id = c.id and b.status = ${codeOfStatus('PASS')} and not b.dummy
        and ${isOfConfiguration(configuration)}
      order by b.start_time desc nulls last, b.build_id collate "C" desc`
  const { rows } = await lastGoodSql(scope, passed).execute(db)
  return rows[0] ?? null
}
