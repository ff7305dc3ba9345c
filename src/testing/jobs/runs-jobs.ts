import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import type { Context } from '../../context.ts'
import type { Job } from '../../jobs/job.ts'
import { createJobMetrics } from '../../jobs/job-metrics.ts'
import type { JobRules } from '../../jobs/job-rules.ts'
import type { RunsJobs } from '../../jobs/run-job.ts'
import { newOwner } from '../../jobs/runs/run-owner.ts'
import type { Event } from '../../notify/events/event.ts'
import { createLog } from '../../platform/log/log.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { PendingWork } from '../../platform/process/pending-work.ts'
import { openMemoryCache } from '../../store/cache/open-cache.ts'
import type { TestDatabase } from '../database/test-database.ts'

/** Looks are frequent; a lease lasts long enough for a machine with other work. */
const quickRules: JobRules = {
  leaseMs: 20_000,
  graceMs: 60_000,
  lookEveryMs: 100,
  attemptsMax: 3,
  atOnce: 20,
}

export type TestRunsJobs = RunsJobs & {
  /** Asks it to end, as Ctrl-C does. */
  stop: () => void
  /** Pings of health checks, in order: `verify start`. */
  pings: string[]
  /** What others were told of. */
  events: Event[]
}

/** An instance that runs jobs on the database of a test. */
export function testRunsJobs(
  database: TestDatabase,
  names: readonly string[],
  rules: Partial<JobRules> = {},
): TestRunsJobs {
  const stopping = new AbortController()
  const pings: string[] = []
  const events: Event[] = []
  const context: Context = {
    config: loadConfig(readEnv({})),
    log: createLog('silent'),
    metrics: createMetricsRegistry(),
    signal: stopping.signal,
    pending: new PendingWork(),
    database: { ...database, applicationName: 'treeline test', abandon: () => {} },
    cache: () => Promise.resolve(openMemoryCache()),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  return {
    context,
    owner: newOwner(),
    rules: { ...quickRules, ...rules },
    metrics: createJobMetrics(context.metrics, names),
    ping: async (job, sign) => void pings.push(`${job} ${sign}`),
    stop: () => stopping.abort(new Error('asked to end')),
    announce: async (_, event) => void events.push(event),
    pings,
    events,
  }
}

/** A job that is due every second and may run beside itself, unless told otherwise. */
export function testJob(work: Job['work'], more: Partial<Job> = {}): Job {
  return {
    name: 'tick',
    expression: '* * * * * *',
    timeoutMs: 60_000,
    whileRunning: 'run',
    whenMissed: 'run once',
    does: 'is for tests',
    work,
    ...more,
  }
}
