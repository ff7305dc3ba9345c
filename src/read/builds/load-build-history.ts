import { sql } from 'kysely'
import { type StatusCode, type StatusName, statusOfCode } from '../../domain/status.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { ReadDatabase } from '../database.ts'
import { isOfRepositoryBranch, type RepositoryBranch } from '../repository-branch.ts'
import { type BuildConfiguration, isOfConfiguration } from './build-configuration.ts'

/**
 * How the last builds of a configuration on a branch ended, the one of the newest checkout first. Checkouts are looked
 * at newest first until there are enough builds.
 *
 * @param until no later checkouts
 * @param size how many builds are wanted at most
 */
export async function loadBuildHistory(
  db: ReadDatabase,
  branch: RepositoryBranch,
  configuration: BuildConfiguration,
  { until, size }: { until: Timestamp; size: number },
): Promise<StatusName[]> {
  const { rows } = await sql<{ status: StatusCode }>`
    select b.status
    from (
      select id, id collate "C" as place, start_time from checkouts c
      where ${isOfRepositoryBranch(branch)} and c.start_time <= ${until}::timestamptz
      order by start_time desc nulls last, place desc
      offset 0
    ) c
    cross join lateral (
      select b.status, b.start_time, b.build_id from build_fact b
      where b.checkout_id = c.id and not b.dummy and ${isOfConfiguration(configuration)}
      offset 0
    ) b
    order by c.start_time desc nulls last, c.place desc, b.start_time desc nulls last,
      b.build_id collate "C" desc
    limit ${size}`.execute(db)
  return rows.map(({ status }) => statusOfCode(status))
}
