import { AddressError } from '../platform/postgres-address/address-error.ts'
import type { ParameterName } from '../platform/postgres-address/parameters.ts'
import {
  formatPostgresAddress,
  parsePostgresAddress,
  postgresAddress,
  type PostgresAddress,
} from '../platform/postgres-address/postgres-address.ts'
import { ConfigError } from './config-error.ts'
import type { Env } from './env.ts'
import type { VariableName } from './known/known-variables.ts'
import { fileText, secretText } from './secret-text.ts'
import { integer, text } from './variables.ts'

/** Where PostgreSQL is: a server of somebody else's, or one of our own under DATA_DIR. */
export type DatabaseConfig =
  | {
      kind: 'external'
      /** A connection string that names everything which the environment may say about it. */
      url: string
      /** In seconds, when the address gives one. */
      connectTimeoutSeconds: number | null
    }
  | { kind: 'embedded' }

const parts = [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_USER',
  'DB_PASSWORD',
  'DB_PASSWORD_FILE',
] as const

/** The variables in which libpq looks for what an address does not say. */
const libpqVariables: Record<ParameterName, VariableName> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslnegotiation: 'PGSSLNEGOTIATION',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  connect_timeout: 'PGCONNECT_TIMEOUT',
}

/**
 * `DATABASE_URL`, else the `DB_*` variables with the reference's defaults for those that are not
 * given, else the embedded server (docs/operations/settings.md).
 *
 * @throws ConfigError when the address cannot be used
 */
export function databaseConfig(env: Env): DatabaseConfig {
  const url = env.get('DATABASE_URL')
  if (url !== undefined) {
    return external(
      checked('DATABASE_URL', env, (defaults) => parsePostgresAddress(url, defaults)),
      'DATABASE_URL',
    )
  }
  if (!parts.some((name) => env.has(name))) return { kind: 'embedded' }
  const given = {
    host: text(env, 'DB_HOST', '127.0.0.1'),
    port: String(integer(env, 'DB_PORT', 5432, { min: 1, max: 65_535 })),
    user: text(env, 'DB_USER', 'admin'),
    password: secretText(env, 'DB_PASSWORD', 'DB_PASSWORD_FILE') ?? 'admin',
    dbname: text(env, 'DB_NAME', 'dashboard'),
  }
  return external(
    checked('DB_HOST', env, (defaults) => postgresAddress(given, defaults)),
    'DB_HOST',
  )
}

/**
 * `DATABASE_REPLICA_URLS`: servers that replay what the database commits, each an address as in `DATABASE_URL`.
 *
 * @throws ConfigError when one of them cannot be used, or the database is none that could have any
 */
export function replicaUrls(env: Env, database: DatabaseConfig): readonly string[] {
  const given = env.get('DATABASE_REPLICA_URLS')
  if (given === undefined) return []
  const variable = 'DATABASE_REPLICA_URLS'
  if (database.kind === 'embedded') {
    throw new ConfigError(
      variable,
      'expected DATABASE_URL as well: the embedded server has no replicas',
    )
  }
  return given.split(',').map((one) => {
    const read: Read = (defaults) => parsePostgresAddress(one.trim(), defaults)
    const address = checked(variable, env, read)
    return formatPostgresAddress(address)
  })
}

type Read = (defaults: (name: ParameterName) => string | undefined) => PostgresAddress

/** Blames `variable`, or those of libpq that had a part in it as well. */
function checked(variable: string, env: Env, read: Read): PostgresAddress {
  const used: string[] = []
  try {
    return read((name) => {
      const value = env.get(libpqVariables[name])
      if (value !== undefined) used.push(libpqVariables[name])
      return value
    })
  } catch (error) {
    if (!(error instanceof AddressError)) throw error
    const more = used.length === 0 ? '' : ` (${used.join(', ')} had a part in it)`
    throw new ConfigError(variable, error.message + more)
  }
}

function external(address: PostgresAddress, variable: string): DatabaseConfig {
  const { mode, rootCertificate, certificate, key } = address.tls
  const files = { sslrootcert: rootCertificate, sslcert: certificate, sslkey: key }
  for (const [name, file] of Object.entries(files)) {
    if (file !== null && mode !== 'disable') fileText(file, variable, `${name}: `)
  }
  const { connectTimeoutSeconds } = address
  return { kind: 'external', url: formatPostgresAddress(address), connectTimeoutSeconds }
}
