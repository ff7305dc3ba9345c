import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import { databaseNow } from '../runs/lease-until.ts'
import { newOwner } from '../runs/run-owner.ts'

/** Which failed runs are meant. */
export type FailedFilter = {
  ids?: readonly number[] | undefined
  /** The name of a job. */
  queue?: string | undefined
  /** Failed at least so long ago. */
  olderThanMs?: number | undefined
}

/** A run that failed, and that nobody has retried or deleted. */
export type FailedRun = {
  id: number
  queue: string
  slot: Timestamp | null
  attempt: number
  host: string
  failed_at: Timestamp | null
  problem: string | null
}

/** Those that failed last first. */
export function failedRuns(
  db: Kysely<Database>,
  filter: FailedFilter,
  limit: number,
): Promise<FailedRun[]> {
  return db
    .selectFrom('job_run')
    .select(['id', 'job as queue', 'slot', 'attempt', 'host', 'ended_at as failed_at', 'problem'])
    .where((run) => isMeant(run, filter))
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/**
 * Has failed runs done again by the next process that looks, within seconds where one runs. Each is retried
 * once, however many ask for it.
 *
 * @returns how many will be
 */
export function retryFailedRuns(db: Kysely<Database>, filter: FailedFilter): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const retried = await tx
      .updateTable('job_run')
      .set({ outcome: 'retried' })
      .where((run) => isMeant(run, filter))
      .returning(['id', 'job'])
      .execute()
    if (retried.length === 0) return 0
    await tx
      .insertInto('job_run')
      .values(
        retried.map(({ id, job }) => ({
          ...newOwner(),
          job,
          slot: null,
          cause: 'retry',
          attempt: 0,
          lease_until: databaseNow,
          ended_at: null,
          outcome: null,
          problem: `run ${id} is tried again`,
          summary: null,
        })),
      )
      .execute()
    return retried.length
  })
}

/** @returns how many were deleted */
export async function deleteFailedRuns(
  db: Kysely<Database>,
  filter: FailedFilter,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('job_run')
    .where((run) => isMeant(run, filter))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function isMeant(
  run: ExpressionBuilder<Database, 'job_run'>,
  { ids, queue, olderThanMs }: FailedFilter,
) {
  const isOld = (ms: number) =>
    run('ended_at', '<', sql<Timestamp>`now() - make_interval(secs => ${ms / 1000})`)
  return run.and([
    run('outcome', '=', 'failed'),
    ...(ids === undefined ? [] : [run('id', '=', sql<number>`any(${ids}::bigint[])`)]),
    ...(queue === undefined ? [] : [run('job', '=', queue)]),
    ...(olderThanMs === undefined ? [] : [isOld(olderThanMs)]),
  ])
}
