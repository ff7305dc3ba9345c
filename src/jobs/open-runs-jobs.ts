import type { Context } from '../context.ts'
import { createFetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createGuardedClient } from '../platform/guarded-fetch/guarded-client.ts'
import { parseHostRule } from '../platform/guarded-fetch/host-rules.ts'
import type { Job } from './job.ts'
import { createJobMetrics } from './job-metrics.ts'
import { type JobRules, jobRules } from './job-rules.ts'
import { createHealthChecks, type PingHealthCheck, pingPurpose } from './pings/health-checks.ts'
import type { RunsJobs } from './run-job.ts'
import { newOwner } from './runs/run-owner.ts'

/** What a process needs that runs jobs of a schedule. */
export function openRunsJobs(
  context: Context,
  schedule: readonly Job[],
  rules: JobRules = jobRules,
): RunsJobs {
  const names = schedule.map(({ name }) => name)
  return {
    context,
    owner: newOwner(),
    rules,
    metrics: createJobMetrics(context.metrics, names),
    ping: openHealthChecks(context),
  }
}

function openHealthChecks({ config, metrics, log, signal }: Context): PingHealthCheck {
  const { baseUrl, tokens } = config.jobs.healthChecks
  const client = createGuardedClient({
    hosts: [parseHostRule(new URL(baseUrl).host)].filter((rule) => rule !== null),
    allowLoopback: config.fetch.allowLoopback,
    metrics: createFetchMetrics(metrics, [pingPurpose]),
  })
  return createHealthChecks({ client, baseUrl, tokens, log, signal })
}
