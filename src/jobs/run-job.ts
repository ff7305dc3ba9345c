import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import { errorCode } from '../platform/errors/error-code.ts'
import { errorMessage } from '../platform/errors/error-message.ts'
import { FailedWithSummary } from './failed-with-summary.ts'
import type { Announce } from '../notify/delivery/notices/announce.ts'
import { jobFailed, slotText } from '../notify/events/events-of-jobs.ts'
import type { Database } from '../store/app/schema/database-types.ts'
import type { Job } from './job.ts'
import type { JobMetrics } from './job-metrics.ts'
import type { JobRules } from './job-rules.ts'
import type { PingHealthCheck } from './pings/health-checks.ts'
import type { ClaimedRun } from './runs/claim-slot.ts'
import { confirmLease } from './runs/confirm-lease.ts'
import { recordEnd } from './runs/record-end.ts'
import { runInTime } from './runs/run-in-time.ts'
import { LeaseLost, type RunEnd, RunLease } from './runs/run-lease.ts'
import type { RunOwner } from './runs/run-owner.ts'

/** What running a job needs, and who runs it. */
export type RunsJobs = {
  context: Context
  owner: RunOwner
  rules: JobRules
  metrics: JobMetrics
  ping: PingHealthCheck
  /** Tells those who look after the program what failed or was late. */
  announce: Announce
}

/** `lost`: another process has it, or will. */
export type JobRunResult = RunEnd | { outcome: 'lost' }

/**
 * Runs a job that this process has claimed: in its time, on record, with pings. When the program is asked
 * to end, a run for a slot is given back and taken over by the next process; one by command has stopped.
 */
export async function runJob(
  job: Job,
  run: ClaimedRun & { cause?: string },
  { context, owner, rules, metrics, ping, announce }: RunsJobs,
): Promise<JobRunResult> {
  const log = context.log.child({ job: job.name, slot: run.slot, attempt: run.attempt })
  const lease = new RunLease(context.database.db, run, owner, rules.leaseMs)
  const beganAt = performance.now()
  metrics.began(job.name)
  log.info({}, 'job begins')
  const begun = ping(job.name, 'start')
  const end = await attempt(job, lease, { context, rules, log })
  const result = await settle(lease, end, {
    isCommand: run.cause === 'command',
    host: owner.host,
    rules,
    announce,
    log,
  })
  const seconds = (performance.now() - beganAt) / 1000
  metrics.ended(job.name, result.outcome, seconds)
  if (result.outcome === 'done') metrics.succeeded(job.name, Date.now() / 1000)
  if (result.outcome !== 'lost') metrics.did(job.name, result.summary)
  tell(log, result, seconds)
  await begun
  if (result.outcome === 'done') await ping(job.name, 'success')
  if (result.outcome === 'failed') await ping(job.name, 'fail')
  return result
}

type Log = Context['log']

async function attempt(
  job: Job,
  lease: RunLease,
  { context, rules, log }: { context: Context; rules: JobRules; log: Log },
): Promise<JobRunResult> {
  using confirming = confirmLease(lease, rules.leaseMs, log)
  const work = (signal: AbortSignal) => job.work({ ...context, log, signal, run: lease })
  try {
    const signals = [context.signal, confirming.signal]
    return { outcome: 'done', summary: await runInTime(work, job.timeoutMs, signals) }
  } catch (error) {
    if (error instanceof LeaseLost) return { outcome: 'lost' }
    const problem = problemText(error)
    if (error instanceof FailedWithSummary) {
      return { outcome: 'failed', problem, summary: error.summary }
    }
    return { outcome: error === context.signal.reason ? 'stopped' : 'failed', problem }
  }
}

type Settling = Pick<RunsJobs, 'rules' | 'announce'> & {
  isCommand: boolean
  host: string
  log: Log
}

async function settle(
  lease: RunLease,
  end: JobRunResult,
  { isCommand, host, rules, announce, log }: Settling,
): Promise<JobRunResult> {
  if (end.outcome === 'lost') return end
  const tellOfFailure = async (tx: Transaction<Database>) => {
    if (end.outcome !== 'failed') return
    const { id, job, slot } = lease.run
    const failed = { job, run: id, slot: slotText(slot), host, problem: end.problem }
    await announce(tx, jobFailed(failed, new Date().toISOString()))
  }
  const givesBack = end.outcome === 'stopped' && !isCommand
  const write = () =>
    givesBack ? lease.release(`ended early: ${end.problem}`) : lease.end(end, tellOfFailure)
  return (await recordEnd(write, rules.leaseMs, log)) ? end : { outcome: 'lost' }
}

/** What is kept of a problem, in characters. */
const problemMax = 2_000

function problemText(error: unknown): string {
  const code = errorCode(error)
  const text = errorMessage(error)
  return (code === undefined ? text : `${code}: ${text}`).slice(0, problemMax)
}

function tell(log: Log, result: JobRunResult, seconds: number): void {
  const took = { seconds: Math.round(seconds * 1000) / 1000 }
  if (result.outcome === 'done') log.info({ ...took, ...result.summary }, 'job done')
  else if (result.outcome === 'failed') log.error({ ...took, reason: result.problem }, 'job failed')
  else if (result.outcome === 'stopped') log.info(took, 'job ended early, to be taken over')
  else log.warn(took, 'job was taken over by another process, or will be')
}
