import { readFileSync } from 'node:fs'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import { integer, text } from './variables.ts'

/** Where PostgreSQL is: a server of somebody else's, or one of our own under DATA_DIR. */
export type DatabaseConfig = { kind: 'external'; url: string } | { kind: 'embedded' }

const parts = ['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD', 'DB_PASSWORD_FILE']

/**
 * `DATABASE_URL`, else the `DB_*` variables with the reference's defaults for those that are not
 * given, else the embedded server (docs/operations.md#settings).
 *
 * @throws ConfigError when the address cannot be used
 */
export function databaseConfig(env: Env): DatabaseConfig {
  const url = env.get('DATABASE_URL')
  if (url !== undefined) return { kind: 'external', url: checkedUrl(url) }
  if (parts.some((name) => env.has(name))) return { kind: 'external', url: urlFromParts(env) }
  return { kind: 'embedded' }
}

function checkedUrl(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new ConfigError('DATABASE_URL', 'expected postgresql://user:password@host:port/name')
  }
  return url
}

function urlFromParts(env: Env): string {
  const url = new URL('postgresql://localhost')
  const host = text(env, 'DB_HOST', '127.0.0.1')
  url.port = String(integer(env, 'DB_PORT', 5432, { min: 1, max: 65_535 }))
  url.username = encodeURIComponent(text(env, 'DB_USER', 'admin'))
  url.password = encodeURIComponent(password(env))
  url.pathname = `/${encodeURIComponent(text(env, 'DB_NAME', 'dashboard'))}`
  if (host.startsWith('/')) url.searchParams.set('host', host)
  else url.hostname = host.includes(':') ? `[${host}]` : host
  return url.href
}

function password(env: Env): string {
  const file = env.get('DB_PASSWORD_FILE')
  if (file === undefined) return text(env, 'DB_PASSWORD', 'admin')
  if (env.has('DB_PASSWORD')) {
    throw new ConfigError('DB_PASSWORD_FILE', 'give either this or DB_PASSWORD, not both')
  }
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new ConfigError(
      'DB_PASSWORD_FILE',
      error instanceof Error ? error.message : String(error),
    )
  }
}
