import type { Context } from '../context.ts'
import type { ScheduledAction } from '../notify/run/scheduled-action.ts'
import type { JobSummary, RunLease } from './runs/run-lease.ts'

export type { JobSummary }

/** What a job works with. */
export type JobContext = Pick<Context, 'config' | 'database' | 'cache' | 'log' | 'metrics'> & {
  /** Aborted when the program is asked to end, the job takes too long, or another process took it over. */
  signal: AbortSignal
  run: RunLease
}

/** A line of the schedule. */
export type Job = {
  /** In lower case, with hyphens: for commands, metrics, and the variable of its health check. */
  name: string
  /** When, in UTC: five fields, or six with seconds first. */
  expression: string
  /** A run that takes longer is ended and has failed. */
  timeoutMs: number
  /** A slot that is due while an earlier run goes on: it is skipped, or runs beside it. */
  whileRunning: 'skip' | 'run'
  /** Slots that nobody took for a minute, because nothing ran: one run for all of them, or none. */
  whenMissed: 'run once' | 'skip'
  /** What it does, in a few words. */
  does: string
  /** For jobs that tell people something: what, and whom. */
  tells?: ScheduledAction
  work: (context: JobContext) => Promise<JobSummary>
}
