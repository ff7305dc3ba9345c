import { type Kysely, sql } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import { databaseNow } from './lease-until.ts'

/** What all instances know of a job. */
export type KnownJob = {
  name: string
  /** The latest slot that was taken; before the first one, when the job became known. */
  slotsAfter: Timestamp
  /** When a run ended well last. */
  lastSuccess: Timestamp | null
  /** The summary of the last run that has one; its shape is that of the job. */
  lastSummary: unknown
}

/** Registers jobs that are new. Slots before that moment do not count as missed. */
export async function makeKnown(db: Kysely<Database>, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await db
    .insertInto('job')
    .values(names.map((name) => ({ name, known_since: databaseNow, last_slot: null })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Reads what all instances know of some jobs; jobs that were never made known are absent. */
export function knownJobs(db: Kysely<Database>, names: readonly string[]): Promise<KnownJob[]> {
  if (names.length === 0) return Promise.resolve([])
  return db
    .selectFrom('job')
    .select(['name', sql<Timestamp>`coalesce(last_slot, known_since)`.as('slotsAfter')])
    .select((job) =>
      job
        .selectFrom('job_run')
        .select('ended_at')
        .whereRef('job_run.job', '=', 'job.name')
        .where('outcome', '=', 'done')
        .orderBy('began_at', 'desc')
        .limit(1)
        .as('lastSuccess'),
    )
    .select((job) =>
      job
        .selectFrom('job_run')
        .select('summary')
        .whereRef('job_run.job', '=', 'job.name')
        .where('summary', 'is not', null)
        .orderBy('began_at', 'desc')
        .limit(1)
        .as('lastSummary'),
    )
    .where('name', 'in', names)
    .execute()
}
