import { type ExpressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import { type DeliverySurroundings, openQueues } from '../../notify/delivery/open-delivery.ts'
import { forgetTexts } from '../../notify/delivery/ledger/forget-texts.ts'
import { deleteNotices } from '../../notify/delivery/notices/ledger/delete-notices.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { JobContext, JobSummary } from '../job.ts'

/** Rows that one statement deletes: none holds a lock for long. */
const batchRows = 5_000

type Kept = Pick<JobContext['config']['jobs'], 'historyDays' | 'failedDays'>

type HistoryContext = Pick<JobContext, 'config' | 'log' | 'signal'> & {
  database: DeliverySurroundings['database']
}

/** Deletes runs of jobs, events of the audit trail, texts of mails and notices that are older than they are kept. */
export async function deleteHistory(context: HistoryContext): Promise<JobSummary> {
  const { config, database, signal } = context
  const { auditDays } = config.jobs
  await using queues = await openQueues(context, { supervises: false })
  const { announce } = queues
  return {
    runs: await deleteInBatches(signal, () => deleteRuns(database.db, config.jobs)),
    events: await deleteInBatches(signal, () => deleteEvents(database.db, auditDays)),
    mails: await deleteInBatches(signal, () =>
      forgetTexts(database.db, config.notify.keep, { rows: batchRows, announce }),
    ),
    notices: await deleteInBatches(signal, () =>
      deleteNotices(database.db, config.notify.keep, batchRows),
    ),
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

/**
 * What has no end yet stays, however old, and of each job the last that ended well: metrics tell of it. What
 * failed has times of its own, which may differ by job.
 */
async function deleteRuns(
  db: Kysely<Database>,
  { historyDays, failedDays }: Kept,
): Promise<number> {
  const ofJobs = JSON.stringify(failedDays.ofJobs)
  const kept = sql<number>`case when outcome = 'failed'
    then coalesce((${ofJobs}::jsonb ->> job)::integer, ${failedDays.usual}::integer)
    else ${historyDays}::integer end`
  const { numDeletedRows } = await db
    .deleteFrom('job_run')
    .where('id', 'in', (run) =>
      run
        .selectFrom('job_run')
        .select('id')
        .where('ended_at', '<', daysAgo(kept))
        .where((one) => one.not(isLastSuccess(one)))
        .limit(batchRows),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function isLastSuccess(run: ExpressionBuilder<Database, 'job_run'>) {
  return run(
    'id',
    'in',
    run
      .selectFrom('job_run as done')
      .distinctOn('done.job')
      .select('done.id')
      .where('done.outcome', '=', 'done')
      .orderBy('done.job')
      .orderBy('done.began_at', 'desc'),
  )
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

function daysAgo(days: number | RawBuilder<number>) {
  return sql<Timestamp>`now() - make_interval(days => ${days})`
}
