import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import { flag, integer, text } from './variables.ts'

/** Scheduled jobs, and what is kept of what they did. */
export type JobsConfig = {
  /** No slot is taken by this process; runs by command work. */
  areSkipped: boolean
  /** Runs of jobs are kept so many days. */
  historyDays: number
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
} as const

/** @throws ConfigError */
export function jobsConfig(env: Env): JobsConfig {
  const days = { min: 1, max: 36_500 }
  return {
    areSkipped: flag(env, 'SKIP_CRONJOBS', false),
    historyDays: integer(env, 'JOB_HISTORY_DAYS', 90, days),
    auditDays: integer(env, 'AUDIT_DAYS', 730, days),
    verifySample: integer(env, 'VERIFY_SAMPLE', 1_000, { min: 1, max: 1_000_000_000 }),
    healthChecks: { baseUrl: baseUrl(env), tokens: tokens(env) },
  }
}

function baseUrl(env: Env): string {
  const name = 'HEALTHCHECK_URL'
  const url = URL.parse(text(env, name, 'https://hc-ping.com'))
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new ConfigError(name, 'expected an address such as https://hc-ping.com')
  }
  return url.href.replace(/\/+$/, '')
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
