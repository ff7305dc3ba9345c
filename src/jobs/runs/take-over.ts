import { type Kysely, sql, type Transaction } from 'kysely'
import type { Announce } from '../../notify/delivery/notices/announce.ts'
import { jobFailed, slotText } from '../../notify/events/events-of-jobs.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { Timestamp } from '../../store/app/values/timestamp.ts'
import type { Job } from '../job.ts'
import type { JobRules } from '../job-rules.ts'
import { type ClaimedRun, isRunning } from './claim-slot.ts'
import { databaseNow, leaseUntil } from './lease-until.ts'
import type { RunOwner } from './run-owner.ts'

/** Runs that one look may look at; the next look comes soon. */
const lookedAtOnce = 200

/** A run whose process was killed, or ended it early. */
type LeftRun = ClaimedRun & {
  cause: string
  host: string
  process_id: number
  isOld: boolean
  /** Its process gave it back, and was not killed. */
  isReleased: boolean
}

/** What became of it. Only `taken` is for this process to run. */
export type LeftOutcome = {
  run: LeftRun
  job: Job
  kind: 'taken' | 'killed' | 'failed' | 'superseded'
}

/**
 * Looks for runs that nobody confirms any more and takes them over, or says how they ended: one that was
 * started by command is nobody else's; one that was killed again and again has failed; one that a later
 * slot of its job has overtaken is not worth it. Each is given when it is committed: what goes wrong with the
 * next one must not keep it from being run. A job of which one has to wait keeps no other job waiting.
 */
export async function* takeOver(
  db: Kysely<Database>,
  jobs: ReadonlyMap<string, Job>,
  { owner, rules, announce }: Omit<Taking, 'job'>,
): AsyncGenerator<LeftOutcome> {
  if (jobs.size === 0) return
  const left = await db
    .selectFrom('job_run')
    .select(['id', 'job'])
    .where('ended_at', 'is', null)
    .where('lease_until', '<', databaseNow)
    .where('job', 'in', [...jobs.keys()])
    .orderBy('id')
    .limit(lookedAtOnce)
    .execute()
  const waiting = new Set<string>()
  for (const { id, job } of left) {
    const known = jobs.get(job)
    if (known === undefined || waiting.has(job)) continue
    const outcome = await db
      .transaction()
      .execute((tx) => takeOne(tx, id, { job: known, owner, rules, announce }))
    if (outcome === undefined) waiting.add(job)
    else yield outcome
  }
}

type Taking = { job: Job; owner: RunOwner; rules: JobRules; announce: Announce }

/** Undefined when another instance was quicker, or it has to wait. */
async function takeOne(
  tx: Transaction<Database>,
  id: number,
  { job, owner, rules, announce }: Taking,
): Promise<LeftOutcome | undefined> {
  const run = await lockLeft(tx, id, rules.graceMs)
  if (run === undefined) return undefined
  const end = async (kind: 'killed' | 'failed' | 'superseded', problem: string) => {
    const ended = { outcome: kind, problem, ended_at: databaseNow }
    await tx.updateTable('job_run').set(ended).where('id', '=', id).execute()
    return { run, job, kind }
  }
  const where = `process ${run.process_id} on ${run.host}`
  if (run.cause === 'command') return end('killed', `${where} did not end it`)
  if (run.attempt >= rules.attemptsMax) {
    const problem = `run_killed: ${run.attempt} processes did not end it, at last ${where}`
    const failed = { job: job.name, run: run.id, slot: slotText(run.slot), host: run.host, problem }
    await announce(tx, jobFailed(failed, new Date().toISOString()))
    return end('failed', problem)
  }
  if ((run.isOld || job.whileRunning === 'skip') && (await isOvertaken(tx, run))) {
    return end('superseded', `${where} did not end it before a later slot was due`)
  }
  // it has to wait for a run of another slot, or by command
  if (job.whileRunning === 'skip' && (await isRunning(tx, job.name))) return undefined
  const attempt = run.attempt + 1
  await tx
    .updateTable('job_run')
    .set({
      ...owner,
      attempt,
      began_at: databaseNow,
      lease_until: leaseUntil(rules.leaseMs),
      // it is given back no more: whoever finds it next knows that this process was killed
      problem: null,
    })
    .where('id', '=', id)
    .execute()
  return { run: { ...run, attempt }, job, kind: 'taken' }
}

/** Locks the job first, as everybody who takes a slot does. */
async function lockLeft(
  tx: Transaction<Database>,
  id: number,
  graceMs: number,
): Promise<LeftRun | undefined> {
  await tx
    .selectFrom('job')
    .select('name')
    .where('name', '=', (run) => run.selectFrom('job_run').select('job').where('id', '=', id))
    .forUpdate()
    .execute()
  const grace = sql<Timestamp>`clock_timestamp() - make_interval(secs => ${graceMs / 1000})`
  return (
    tx
      .selectFrom('job_run')
      .select(['id', 'job', 'slot', 'attempt', 'cause', 'host', 'process_id'])
      .select((run) => [
        run('slot', '<', grace).$castTo<boolean>().as('isOld'),
        run('problem', 'is not', null).$castTo<boolean>().as('isReleased'),
      ])
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('lease_until', '<', databaseNow)
      .forUpdate()
      // its owner is just ending it
      .skipLocked()
      .executeTakeFirst()
  )
}

async function isOvertaken(tx: Transaction<Database>, { job, slot }: LeftRun): Promise<boolean> {
  if (slot === null) return false
  const later = await tx
    .selectFrom('job_run')
    .select('id')
    .where('job', '=', job)
    .where('slot', '>', slot)
    .where((run) =>
      run.or([run('outcome', 'is', null), run('outcome', 'not in', ['skipped', 'missed'])]),
    )
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}
