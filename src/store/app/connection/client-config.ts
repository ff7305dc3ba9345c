import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import type pg from 'pg'
import {
  parsePostgresAddress,
  type PostgresAddress,
} from '../../../platform/postgres-address/postgres-address.ts'
import type { TlsSettings } from '../../../platform/postgres-address/tls.ts'
import { silenceSeconds } from './keepalives.ts'

/** The server wants a password, and the address has none. */
class PasswordMissing extends Error {
  readonly code = 'postgres_password_missing'

  constructor({ user }: PostgresAddress) {
    super(`the server wants the password of "${user}", and none is given (~/.pgpass is not read)`)
  }
}

/**
 * What the driver is told about an address. Everything is told: what it is not told it takes from
 * variables of the environment, in its own way. Who has not asked the server (`settle-tls.ts`) gets no
 * encryption for `sslmode=prefer`, which allows that.
 *
 * @throws AddressError, or the error of the system when a certificate cannot be read
 */
export function clientConfig(url: string, applicationName: string): pg.ClientConfig {
  const address = parsePostgresAddress(url)
  const { host, port, user, database, password, tls, options } = address
  return {
    host,
    port,
    user,
    database,
    password: password ?? (() => Promise.reject(new PasswordMissing(address))),
    ssl: tlsOptions(tls),
    sslnegotiation: tls.negotiation,
    keepAlive: true,
    keepAliveInitialDelayMillis: 1000 * silenceSeconds,
    application_name: address.applicationName ?? applicationName,
    ...(options === null ? {} : { options }),
  }
}

/** The modes of libpq in the words of Node; false: no encryption. */
function tlsOptions(tls: TlsSettings): ConnectionOptions | false {
  const { mode, rootCertificate, certificate, key } = tls
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') return false
  return {
    ...(rootCertificate === null ? {} : { ca: readFileSync(rootCertificate) }),
    ...(certificate === null ? {} : { cert: readFileSync(certificate) }),
    ...(key === null ? {} : { key: readFileSync(key) }),
    rejectUnauthorized: mode !== 'require',
    // libpq looks at the host name for verify-full alone
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  }
}
