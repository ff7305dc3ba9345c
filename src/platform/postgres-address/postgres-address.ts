import { userInfo } from 'node:os'
import { checkedHost, checkedPort, portColon } from './host.ts'
import { AddressError } from './address-error.ts'
import {
  type ParameterName,
  parameterNames,
  type Parameters,
  readParameters,
  wholeSeconds,
} from './parameters.ts'
import { type TlsSettings, tlsSettings } from './tls.ts'

/** Where a PostgreSQL is, and how and as whom to connect to it. */
export type PostgresAddress = {
  /** A name, an IP address, or the folder of a Unix socket, which begins with a slash. */
  host: string
  port: number
  user: string
  /** Null: none was given. */
  password: string | null
  database: string
  tls: TlsSettings
  /** Settings of the session in the form `-c name=value`. */
  options: string | null
  /** Wins over what the program calls itself. */
  applicationName: string | null
  connectTimeoutSeconds: number | null
}

/** What stands for a parameter that an address does not name. */
export type Defaults = (name: ParameterName) => string | undefined

const form =
  /^postgres(?:ql)?:\/\/(?:(?<userinfo>[^/?]*)@)?(?<place>[^/?]*)(?:\/(?<database>[^?]*))?(?:\?(?<query>.*))?$/su

/**
 * Reads `postgresql://[user[:password]@][host][:port][/database][?name=value&…]` as libpq does: every
 * part may be percent-encoded, and a parameter wins over the same part before the question mark. Unlike
 * libpq it wants a host, because no folder of sockets is the right one everywhere.
 *
 * @throws AddressError
 */
export function parsePostgresAddress(
  text: string,
  defaults: Defaults = () => undefined,
): PostgresAddress {
  const groups = form.exec(text)?.groups
  if (groups === undefined) {
    throw new AddressError('expected postgresql://user:password@host:port/name')
  }
  try {
    return addressOf(groups, defaults)
  } catch (error) {
    if (error instanceof AddressError && mayQuotePassword(groups)) throw new AddressError(cutApart)
    throw error
  }
}

type Groups = Partial<Record<string, string>>

const cutApart =
  'cannot be read: in a user or a password write %2F for /, %3F for ? and %40 for @; ' +
  'if none of these stands in one, a parameter is wrong'

/** With a `/` or `?` in it a password is taken for a port and for parameters, which messages show. */
function mayQuotePassword({ userinfo, database = '', query = '' }: Groups): boolean {
  return userinfo === undefined && `${database}${query}`.includes('@')
}

function addressOf(
  { userinfo = '', place = '', database = '', query = '' }: Groups,
  defaults: Defaults,
): PostgresAddress {
  const [user, password] = splitAt(userinfo.indexOf(':'), userinfo)
  const [host, port] = splitAt(portColon(place), place)
  const parts = { user, password, host: withoutBrackets(host), port, dbname: database }
  const given = Object.entries(parts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, decoded(value)] as const)
  return postgresAddress(readParameters([...given, ...pairsOf(query)]), defaults)
}

/**
 * Makes an address of its parameters.
 *
 * @throws AddressError
 */
export function postgresAddress(given: Parameters, defaults: Defaults): PostgresAddress {
  const parameters: Parameters = {}
  for (const name of parameterNames) {
    const value = given[name] ?? defaults(name)
    if (value !== undefined) parameters[name] = value
  }
  const { host, port = '5432', user = userInfo().username, connect_timeout } = parameters
  if (host === undefined) {
    throw new AddressError(
      'names no host; for a socket say ?host=/folder, often /var/run/postgresql',
    )
  }
  return {
    host: checkedHost(host),
    port: checkedPort(port),
    user,
    password: parameters.password ?? null,
    database: parameters.dbname ?? user,
    tls: tlsSettings(parameters, host),
    options: parameters.options ?? null,
    applicationName: parameters.application_name ?? null,
    connectTimeoutSeconds:
      connect_timeout === undefined ? null : wholeSeconds('connect_timeout', connect_timeout),
  }
}

/** Writes an address so that {@link parsePostgresAddress} reads the same from it. */
export function formatPostgresAddress(address: PostgresAddress): string {
  const { host, port, user, password, database, tls } = address
  const secret = password === null ? '' : `:${encodeURIComponent(password)}`
  const place = host.includes(':') ? `[${encodeURIComponent(host)}]` : encodeURIComponent(host)
  const parameters = {
    sslmode: tls.mode,
    sslrootcert: tls.rootCertificate,
    sslcert: tls.certificate,
    sslkey: tls.key,
    sslnegotiation: tls.negotiation === 'postgres' ? null : tls.negotiation,
    options: address.options,
    application_name: address.applicationName,
    connect_timeout: address.connectTimeoutSeconds,
  }
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `postgresql://${encodeURIComponent(user)}${secret}@${place}:${port}/${encodeURIComponent(database)}?${query.join('&')}`
}

/** Not `URLSearchParams`, which takes a plus for a blank. */
function pairsOf(query: string): (readonly [string, string])[] {
  if (query === '') return []
  return query.split('&').map((pair) => {
    const [name, value] = splitAt(pair.indexOf('='), pair)
    return [decoded(name), decoded(value)]
  })
}

function splitAt(index: number, text: string): [string, string] {
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/u, '$1')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AddressError(`a percent sign must be written %25 where it stands for itself`)
  }
}
