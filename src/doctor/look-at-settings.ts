import type { Config } from '../config/config.ts'
import { type UnknownVariable, unknownVariableText } from '../config/known/unknown-variables.ts'
import { failure, fine, type Finding, warning } from './finding.ts'

/** Settings that can be used, and whether they mean what they seem to. */
export function lookAtSettings(unknown: readonly UnknownVariable[]): Finding[] {
  if (unknown.length === 0) return [fine('settings', 'all can be used')]
  return unknown.map((variable) =>
    warning('settings', unknownVariableText(variable), 'correct its name, or remove it'),
  )
}

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
    !config.fetch.allowLoopback,
    failure(
      'deployment',
      'strangers may have files of this machine fetched',
      'remove FETCH_ALLOW_LOOPBACK',
    ),
  )
  return findings.length > 0 ? findings : [fine('deployment', 'follows the rules of production')]
}
