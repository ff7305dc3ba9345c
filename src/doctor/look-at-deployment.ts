import type { Config } from '../config/config.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/** What a deployment that others rely on should have, and one machine of a developer need not. */
export function lookAtDeployment(config: Config): Finding[] {
  const findings: Finding[] = []
  const want = (isSo: boolean, finding: Finding) => {
    if (!isSo) findings.push(finding)
  }
  want(
    config.database.kind === 'external',
    warning(
      'deployment',
      'the embedded PostgreSQL is used',
      'set DATABASE_URL: a server of its own can be backed up while it runs, and used by several hosts',
    ),
  )
  want(
    !config.demoData,
    failure('deployment', 'an empty database gets example data', 'set DEMO_DATA=false'),
  )
  want(
    config.cacheTimeoutSeconds > 0 && !config.corsAllowLocalhost,
    failure('deployment', 'DEBUG is on, or CACHE_TIMEOUT is 0', 'remove DEBUG and CACHE_TIMEOUT'),
  )
  want(
    !config.logStatements,
    warning('deployment', 'every statement is logged', 'remove DEBUG_SQL_QUERY'),
  )
  want(
    config.receiver.secret.kind !== 'none',
    failure('deployment', 'everybody may submit, without a token', 'set JWT_SECRET'),
  )
  want(
    config.receiver.secret.kind === 'given',
    warning(
      'deployment',
      'the secret of tokens lies in DATA_DIR of this host alone',
      'set JWT_SECRET, the same for all receivers: `treeline env generate` makes one',
    ),
  )
  want(
    config.metricsEnabled,
    warning('deployment', 'there are no metrics', 'remove PROMETHEUS_METRICS_ENABLED=false'),
  )
  want(
    !config.corsAllowAllOrigins,
    warning(
      'deployment',
      'every page may read the API',
      'list them in CORS_ALLOWED_ORIGINS instead',
    ),
  )
  want(
    !config.excerpts.converts || !isOfThisMachine(config.excerpts.baseUrl),
    warning(
      'deployment',
      `rows say that their log excerpts are at ${config.excerpts.baseUrl}, which others cannot reach`,
      'set STORAGE_BASE_URL to the address by which they reach the API',
    ),
  )
  want(
    !config.fetch.allowLoopback,
    failure(
      'deployment',
      'strangers may have files of this machine fetched',
      'remove FETCH_ALLOW_LOOPBACK',
    ),
  )
  return findings.length > 0 ? findings : [fine('deployment', 'follows the rules of production')]
}

function isOfThisMachine(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url)
}
