import { type Kysely, sql, type Transaction } from 'kysely'
import type { Announce } from '../../notify/delivery/notices/announce.ts'
import type { Event } from '../../notify/events/event.ts'
import { jobLate } from '../../notify/events/events-of-jobs.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import { databaseNow, leaseUntil } from './lease-until.ts'
import type { RunOwner } from './run-owner.ts'

/** A run that this process has to do. */
export type ClaimedRun = { id: number; job: string; slot: Timestamp | null; attempt: number }

/** A slot that is due, as one instance sees it. */
export type DueSlot = {
  job: string
  slot: Date
  /** Slots before it that nobody took; recorded with it. */
  missed: number
  /** `alone`: unless an earlier run of the job goes on; `missed`: it is too late for a run. */
  as: 'alone' | 'beside others' | 'missed'
}

/** What came of it: `not yet` by the clock of the database; `taken` by whoever was first. */
export type Claim =
  | { kind: 'claimed'; run: ClaimedRun }
  | { kind: 'skipped' | 'missed' | 'taken' | 'not yet' }

/**
 * Takes a slot, unless another instance took it, or a later one of the same job. Instances that want the
 * same job stand in a queue for its row, so each sees what the one before did.
 */
export function claimSlot(
  db: Kysely<Database>,
  due: DueSlot,
  { owner, leaseMs, announce }: { owner: RunOwner; leaseMs: number; announce: Announce },
): Promise<Claim> {
  return db.transaction().execute(async (tx) => {
    const refusal = await refuse(tx, due)
    if (refusal !== null) return { kind: refusal }
    const outcome = await outcomeWithoutRun(tx, due)
    const slot = due.slot.toISOString()
    await tx.updateTable('job').set({ last_slot: slot }).where('name', '=', due.job).execute()
    const { id } = await tx
      .insertInto('job_run')
      .values({
        ...owner,
        job: due.job,
        slot,
        cause: 'slot',
        missed: due.missed,
        lease_until: leaseUntil(leaseMs),
        outcome,
        ended_at: outcome === null ? null : databaseNow,
        problem: outcome === 'skipped' ? 'the run before it went on' : null,
        summary: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (due.missed > 0) await announce(tx, lateSlot(due, id, outcome))
    if (outcome !== null) return { kind: outcome }
    return { kind: 'claimed', run: { id, job: due.job, slot, attempt: 1 } }
  })
}

function lateSlot({ job, slot, missed }: DueSlot, run: number, outcome: string | null): Event {
  const late = { job, run, slot: slot.toISOString(), missed, made_up: outcome === null }
  return jobLate(late, new Date().toISOString())
}

async function refuse(
  tx: Transaction<Database>,
  { job, slot }: DueSlot,
): Promise<'not yet' | 'taken' | null> {
  const instant = sql`${slot.toISOString()}::timestamptz`
  const { isAhead, isTaken } = await tx
    .selectFrom('job')
    .where('name', '=', job)
    .select([
      sql<boolean>`${instant} > clock_timestamp()`.as('isAhead'),
      sql<boolean>`coalesce(last_slot >= ${instant}, false)`.as('isTaken'),
    ])
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (isAhead) return 'not yet'
  return isTaken ? 'taken' : null
}

async function outcomeWithoutRun(
  tx: Transaction<Database>,
  { job, as }: DueSlot,
): Promise<'missed' | 'skipped' | null> {
  if (as === 'missed') return 'missed'
  return as === 'alone' && (await isRunning(tx, job)) ? 'skipped' : null
}

/** Whether a process runs the job; one that was killed counts until its lease ends. */
export async function isRunning(db: Kysely<Database>, job: string): Promise<boolean> {
  const running = await db
    .selectFrom('job_run')
    .select('id')
    .where('job', '=', job)
    .where('ended_at', 'is', null)
    .where('lease_until', '>', databaseNow)
    .limit(1)
    .executeTakeFirst()
  return running !== undefined
}
