import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import { databaseNow } from './lease-until.ts'

/** A run as the history shows it. */
export type PastRun = {
  id: number
  job: string
  slot: Timestamp | null
  cause: string
  attempt: number
  missed: number
  host: string
  process_id: number
  began_at: Timestamp
  ended_at: Timestamp | null
  /** As in the table; `running`, or `waiting` to be taken over, while there is no end. */
  state: string
  problem: string | null
  summary: unknown
}

export type HistoryFilter = {
  job?: string | undefined
  limit: number
}

/** The newest first. */
export function runHistory(
  db: Kysely<Database>,
  { job, limit }: HistoryFilter,
): Promise<PastRun[]> {
  return db
    .selectFrom('job_run')
    .select([
      'id',
      'job',
      'slot',
      'cause',
      'attempt',
      'missed',
      'host',
      'process_id',
      'began_at',
      'ended_at',
      'problem',
      'summary',
    ])
    .select((run) =>
      run.fn
        .coalesce(
          'outcome',
          sql<string>`case when lease_until > ${databaseNow} then 'running' else 'waiting' end`,
        )
        .as('state'),
    )
    .$if(job !== undefined, (query) => query.where('job', '=', job ?? ''))
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
