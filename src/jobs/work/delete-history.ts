import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/database-types.ts'
import type { Timestamp } from '../../store/app/timestamp.ts'
import type { JobContext, JobSummary } from '../job.ts'

/** Rows that one statement deletes: none holds a lock for long. */
const batchRows = 5_000

/** Deletes runs of jobs and events of the audit trail that are older than they are kept. */
export async function deleteHistory({ config, database, signal }: JobContext): Promise<JobSummary> {
  const { historyDays, auditDays } = config.jobs
  return {
    runs: await deleteInBatches(signal, () => deleteRuns(database.db, historyDays)),
    events: await deleteInBatches(signal, () => deleteEvents(database.db, auditDays)),
  }
}

async function deleteInBatches(
  signal: AbortSignal,
  deleteBatch: () => Promise<number>,
): Promise<number> {
  let deleted = 0
  for (;;) {
    signal.throwIfAborted()
    const rows = await deleteBatch()
    deleted += rows
    if (rows < batchRows) return deleted
  }
}

/** What has no end yet stays, however old. */
async function deleteRuns(db: Kysely<Database>, days: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('job_run')
    .where('id', 'in', (run) =>
      run.selectFrom('job_run').select('id').where('ended_at', '<', daysAgo(days)).limit(batchRows),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

async function deleteEvents(db: Kysely<Database>, days: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('audit_event')
    .where('id', 'in', (event) =>
      event
        .selectFrom('audit_event')
        .select('id')
        .where('began_at', '<', daysAgo(days))
        .limit(batchRows),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function daysAgo(days: number) {
  return sql<Timestamp>`now() - make_interval(days => ${days})`
}
