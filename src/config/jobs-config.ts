import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { flag, integer, text } from './variables.ts'
import { address } from './web-address.ts'

/** Scheduled jobs, and what is kept of what they did. */
export type JobsConfig = {
  /** No slot is taken by this process; runs by command work. */
  areSkipped: boolean
  /** A file that changes the schedule. */
  scheduleFile: string | undefined
  /** Runs of jobs are kept so many days, but for those that failed. */
  historyDays: number
  /** Runs that failed are kept so many days, unless their job has a number of its own. */
  failedDays: { usual: number; ofJobs: Readonly<Record<string, number>> }
  /** Rows that are older, in days, are removed by a job; undefined for none. */
  pruneAfterDays: number | undefined
  /** Events of the audit trail are kept so many days. */
  auditDays: number
  /** Builds that the hourly check of the derived tables looks at. */
  verifySample: number
  healthChecks: {
    /** Without a slash at its end. */
    baseUrl: string
    /** Secrets, by job. */
    tokens: ReadonlyMap<string, string>
  }
}

/** Jobs that a health check may watch (reference/operations.md 3). */
const watchedBy = {
  verify: 'HEALTHCHECK_ID_VERIFY',
  'cache-cleanup': 'HEALTHCHECK_ID_CACHE_CLEANUP',
  'excerpt-retries': 'HEALTHCHECK_ID_EXCERPT_RETRIES',
  'registry-update': 'HEALTHCHECK_ID_REGISTRY_UPDATE',
  history: 'HEALTHCHECK_ID_HISTORY',
  prune: 'HEALTHCHECK_ID_PRUNE',
  'notifications-new-issues': 'HEALTHCHECK_ID_NOTIFICATIONS_NEW_ISSUES',
  'notifications-summary-maestro': 'HEALTHCHECK_ID_NOTIFICATIONS_SUMMARY_MAESTRO',
  'notifications-summary-microsoft': 'HEALTHCHECK_ID_NOTIFICATIONS_SUMMARY_MICROSOFT',
  'notifications-hardware-summary': 'HEALTHCHECK_ID_NOTIFICATIONS_HARDWARE_SUMMARY',
  'notifications-metrics-summary': 'HEALTHCHECK_ID_NOTIFICATIONS_METRICS_SUMMARY',
} as const

const days = { min: 1, max: 36_500 }

/** @throws ConfigError */
export function jobsConfig(env: Env): JobsConfig {
  const pruneAfterDays = integer(env, 'PRUNE_AFTER_DAYS', 0, { min: 0, max: days.max })
  return {
    areSkipped: flag(env, 'SKIP_CRONJOBS', false),
    scheduleFile: env.get('JOBS_SCHEDULE_FILE'),
    historyDays: integer(env, 'JOB_HISTORY_DAYS', 365, days),
    failedDays: failedDays(env),
    pruneAfterDays: pruneAfterDays === 0 ? undefined : pruneAfterDays,
    auditDays: integer(env, 'AUDIT_DAYS', 730, days),
    verifySample: integer(env, 'VERIFY_SAMPLE', 1_000, { min: 1, max: 1_000_000_000 }),
    healthChecks: {
      baseUrl: address(env, 'HEALTHCHECK_URL', 'https://hc-ping.com'),
      tokens: tokens(env),
    },
  }
}

/** `8` for all jobs, or `8, verify=30`. */
function failedDays(env: Env): JobsConfig['failedDays'] {
  const name = 'JOB_FAILED_DAYS'
  const [usual = '', ...others] = text(env, name, '8').split(',')
  const ofJobs = others.map((each): [string, number] => {
    const [job = '', count = ''] = each.split('=').map((part) => part.trim())
    if (Object.hasOwn(watchedBy, job)) return [job, dayCount(name, count)]
    throw new ConfigError(
      name,
      `expected days, then any of ${Object.keys(watchedBy).join(', ')} with its own, such as "8, verify=30"`,
    )
  })
  return { usual: dayCount(name, usual.trim()), ofJobs: Object.fromEntries(ofJobs) }
}

function dayCount(name: VariableName, value: string): number {
  const count = Number(value)
  if (/^\d+$/.test(value) && count >= days.min && count <= days.max) return count
  throw new ConfigError(name, `expected days from ${days.min} to ${days.max}, got "${value}"`)
}

function tokens(env: Env): ReadonlyMap<string, string> {
  const given = new Map<string, string>()
  for (const [job, variable] of Object.entries(watchedBy)) {
    const token = env.get(variable)
    if (token === undefined) continue
    // anything else would make another address of it
    if (!/^[\w-]+(?:\/[\w-]+)*$/.test(token)) {
      throw new ConfigError(variable, 'expected an id of letters, digits and hyphens')
    }
    given.set(job, token)
  }
  return given
}
