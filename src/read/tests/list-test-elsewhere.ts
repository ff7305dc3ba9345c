import { sql } from 'kysely'
import { type StatusCode, type StatusName, statusOfCode } from '../../domain/status.ts'
import type { ReadDatabase } from '../database.ts'
import { findPath } from '../dictionaries/find-path.ts'

/** How the same test ended on another platform, or in another configuration, of one commit. */
export type TestElsewhere = {
  readonly platform: string | null
  readonly config: string | null
  readonly status: StatusName
}

/**
 * How a test ended on all platforms and in all configurations of the checkout that it ran on, the newest run of each
 * place, in the order of their names. Its own place is among them.
 *
 * @param buildId the build that it ran on
 */
export async function listTestElsewhere(
  db: ReadDatabase,
  { buildId, path }: { buildId: string; path: string },
): Promise<TestElsewhere[]> {
  const pathId = await findPath(db, path)
  if (pathId === null) return []
  const { rows } = await sql<Omit<TestElsewhere, 'status'> & { status: StatusCode }>`
    select distinct on (d.platform collate "C", b.config_name collate "C")
      d.platform, b.config_name as config, t.status
    from (select checkout_id from build_fact where build_id = ${buildId}) own
    join build_fact b on b.checkout_id = own.checkout_id
    cross join lateral (
      select dim_id, status, start_time, test_id from test_fact
      where build_ref = b.build_ref and path_id = ${pathId} offset 0
    ) t
    join dim d on d.dim_id = t.dim_id
    order by d.platform collate "C", b.config_name collate "C", t.start_time desc nulls last,
      t.test_id collate "C" desc`.execute(db)
  return rows.map(({ status, ...place }) => ({ ...place, status: statusOfCode(status) }))
}
