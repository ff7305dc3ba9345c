import type { Context } from '../context.ts'
import type { Announce } from '../notify/delivery/notices/announce.ts'
import type { Job } from './job.ts'
import { createJobMetrics } from './job-metrics.ts'
import { type JobRules, jobRules } from './job-rules.ts'
import { openHealthChecks } from './pings/open-health-checks.ts'
import type { RunsJobs } from './run-job.ts'
import { newOwner } from './runs/run-owner.ts'

/** What a process needs that runs jobs of a schedule. */
export function openRunsJobs(
  context: Context,
  schedule: readonly Job[],
  announce: Announce,
  rules: JobRules = jobRules,
): RunsJobs {
  const names = schedule.map(({ name }) => name)
  return {
    context,
    owner: newOwner(),
    rules,
    metrics: createJobMetrics(context.metrics, names),
    ping: openHealthChecks(context),
    announce,
  }
}
