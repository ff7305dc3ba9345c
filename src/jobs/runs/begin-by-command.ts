import type { Kysely } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import { type ClaimedRun, isRunning } from './claim-slot.ts'
import { makeKnown } from './known-jobs.ts'
import { leaseUntil } from './lease-until.ts'
import type { RunOwner } from './run-owner.ts'

/**
 * Begins a run that somebody asked for; slots are due nonetheless.
 *
 * @returns null when the job runs already, here or elsewhere
 */
export async function beginByCommand(
  db: Kysely<Database>,
  job: string,
  owner: RunOwner,
  leaseMs: number,
): Promise<(ClaimedRun & { cause: 'command' }) | null> {
  await makeKnown(db, [job])
  return db.transaction().execute(async (tx) => {
    await tx.selectFrom('job').select('name').where('name', '=', job).forUpdate().execute()
    if (await isRunning(tx, job)) return null
    const { id } = await tx
      .insertInto('job_run')
      .values({
        ...owner,
        job,
        slot: null,
        cause: 'command',
        lease_until: leaseUntil(leaseMs),
        ended_at: null,
        outcome: null,
        problem: null,
        summary: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, job, slot: null, attempt: 1, cause: 'command' }
  })
}
