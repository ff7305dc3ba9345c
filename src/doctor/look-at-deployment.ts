import type { Config } from '../config/config.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/** Something that a deployment that others rely on should have. */
type Rule = {
  readonly isKept: (config: Config) => boolean
  readonly severity: 'warning' | 'error'
  /** What is wrong where the rule is not kept. */
  readonly says: (config: Config) => string
  readonly advice: string
}

const rules: readonly Rule[] = [
  {
    isKept: ({ database }) => database.kind === 'external',
    severity: 'warning',
    says: () => 'the embedded PostgreSQL is used',
    advice:
      'set DATABASE_URL: a server of its own can be backed up while it runs, and used by several hosts',
  },
  {
    isKept: ({ demoData }) => !demoData,
    severity: 'error',
    says: () => 'an empty database gets example data',
    advice: 'set DEMO_DATA=false',
  },
  {
    isKept: ({ cacheTimeoutSeconds, corsAllowLocalhost }) =>
      cacheTimeoutSeconds > 0 && !corsAllowLocalhost,
    severity: 'error',
    says: () => 'DEBUG is on, or CACHE_TIMEOUT is 0',
    advice: 'remove DEBUG and CACHE_TIMEOUT',
  },
  {
    isKept: ({ logStatements }) => !logStatements,
    severity: 'warning',
    says: () => 'every statement is logged',
    advice: 'remove DEBUG_SQL_QUERY',
  },
  {
    isKept: ({ receiver }) => receiver.secret.kind !== 'none',
    severity: 'error',
    says: () => 'everybody may submit, without a token',
    advice: 'set JWT_SECRET',
  },
  {
    isKept: ({ receiver }) => receiver.secret.kind === 'given',
    severity: 'warning',
    says: () => 'the secret of tokens lies in DATA_DIR of this host alone',
    advice: 'set JWT_SECRET, the same for all receivers: `treeline env generate` makes one',
  },
  {
    isKept: ({ metricsEnabled }) => metricsEnabled,
    severity: 'warning',
    says: () => 'there are no metrics',
    advice: 'remove PROMETHEUS_METRICS_ENABLED=false',
  },
  {
    isKept: ({ corsAllowAllOrigins }) => !corsAllowAllOrigins,
    severity: 'warning',
    says: () => 'every page may read the API',
    advice: 'list them in CORS_ALLOWED_ORIGINS instead',
  },
  {
    isKept: ({ excerpts }) => !excerpts.converts || !isOfThisMachine(excerpts.baseUrl),
    severity: 'warning',
    says: ({ excerpts }) =>
      `rows say that their log excerpts are at ${excerpts.baseUrl}, which others cannot reach`,
    advice: 'set STORAGE_BASE_URL to the address by which they reach the API',
  },
  {
    isKept: ({ fetch }) => !fetch.allowLoopback,
    severity: 'error',
    says: () => 'strangers may have files of this machine fetched',
    advice: 'remove FETCH_ALLOW_LOOPBACK',
  },
]

/**
 * Looks whether the settings are fit for a deployment that others rely on; one machine of a developer need not follow
 * these rules.
 */
export function lookAtDeployment(config: Config): Finding[] {
  const broken = rules.filter(({ isKept }) => !isKept(config))
  if (broken.length === 0) return [fine('deployment', 'follows the rules of production')]
  return broken.map(({ severity, says, advice }) =>
    (severity === 'error' ? failure : warning)('deployment', says(config), advice),
  )
}

function isOfThisMachine(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url)
}
