import type { KnownCommit } from './newest-commit.ts'
import type { PoolClient } from '../connection/pool-client.ts'

/** A cluster, and the line of its history that a server is on: each promotion begins another. */
export type LineOfHistory = { cluster: string; timeline: number }

/**
 * What a replica has written down of its line is a few minutes old, up to its next restart point; where it receives from is known at
 * once to those who may see that (`pg_read_all_stats`). A server that takes writes says it at once.
 */
export const lineSql = `
  select system_identifier::text as cluster,
    case
      when pg_is_in_recovery() then greatest(
        timeline_id, min_recovery_end_timeline, (select received_tli from pg_stat_wal_receiver)
      )
      else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer
    end as timeline
  from pg_control_system(), pg_control_checkpoint(), pg_control_recovery()`

/** Where a server is at this moment; undefined where that is not for everybody (`pg_control_system`, on some hosts). */
export async function lineOfHistory(client: PoolClient): Promise<LineOfHistory | undefined> {
  const asked = client.query<LineOfHistory>(lineSql)
  return asked.then(
    ({ rows }) => rows[0],
    () => undefined,
  )
}

/**
 * Why the numbers of a server say nothing about the commits that are known, however much they look alike: those of another
 * cluster, and of another line of this one. Who was ahead of a replica when that was promoted, the old primary first of all, has commits
 * that nobody else ever had. Undefined where nothing is known against it.
 */
export function whyUnlike(
  line: LineOfHistory | undefined,
  { dataset }: KnownCommit,
): string | undefined {
  const [cluster = '', timeline] = dataset.split(':')
  // a primary that does not say what it is has a name that is made up
  if (line === undefined || !/^\d+$/u.test(cluster)) return undefined
  if (cluster !== line.cluster) return 'it is a replica of another cluster'
  if (Number(timeline) === line.timeline) return undefined
  return `it is on timeline ${line.timeline} and the primary on ${timeline}: make it a replica of this primary anew, or wait for its next restart point`
}
