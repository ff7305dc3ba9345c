import { AddressError } from './address-error.ts'

/** Parameters that mean here what they mean to libpq. */
export const parameterNames = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslnegotiation',
  'options',
  'application_name',
  'connect_timeout',
] as const
export type ParameterName = (typeof parameterNames)[number]
export type Parameters = Partial<Record<ParameterName, string>>

/** Parameters that change nothing: what they tune or forbid has no part here. */
const withoutEffect = new Set([
  'client_encoding', // always UTF8
  'fallback_application_name',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'sslcompression',
  'sslsni',
  'uselibpqcompat', // of the JavaScript driver: asks it for what is the rule here
])

/** Parameters that change nothing when they have one of these values. */
const harmlessValues = new Map<string, readonly string[]>([
  ['target_session_attrs', ['any']],
  ['load_balance_hosts', ['disable']],
  ['channel_binding', ['disable', 'prefer']],
  ['gssencmode', ['disable', 'prefer']],
])

/**
 * Collects the parameters of an address, where `ssl=true` is the word of other drivers for
 * `sslmode=require` (libpq takes it as well).
 *
 * @throws AddressError for a parameter that is not known, as libpq does, and for one that asks for
 *   what cannot be given
 */
export function readParameters(pairs: Iterable<readonly [string, string]>): Parameters {
  const parameters: Parameters = {}
  for (const [name, value] of pairs) {
    if (name === 'ssl' && value === 'true') parameters.sslmode ??= 'require'
    else if (isParameterName(name)) parameters[name] = value
    else if (!isHarmless(name, value)) {
      throw new AddressError(
        `the parameter ${name} is not supported here; supported are ${parameterNames.join(', ')}`,
      )
    }
  }
  return parameters
}

function isParameterName(name: string): name is ParameterName {
  return (parameterNames as readonly string[]).includes(name)
}

function isHarmless(name: string, value: string): boolean {
  return withoutEffect.has(name) || harmlessValues.get(name)?.includes(value) === true
}

/**
 * A duration that an address gives.
 *
 * @throws AddressError
 */
export function wholeSeconds(name: ParameterName, value: string): number {
  const seconds = Number(value)
  if (/^\d+$/u.test(value) && seconds >= 1 && seconds <= 3600) return seconds
  throw new AddressError(`expected ${name} to be whole seconds from 1 to 3600, got "${value}"`)
}
