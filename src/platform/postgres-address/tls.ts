import { AddressError } from './address-error.ts'
import type { Parameters } from './parameters.ts'

/**
 * When a connection is encrypted, and whom it trusts, in the words of libpq: `allow` and `prefer` take
 * what the server offers, `require` encrypts, `verify-ca` checks who signed the server's certificate,
 * `verify-full` its host name as well.
 */
export const sslModes = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const
export type SslMode = (typeof sslModes)[number]

const sslNegotiations = ['postgres', 'direct'] as const

/** How the connections to a server are encrypted; certificates are names of files. */
export type TlsSettings = {
  mode: SslMode
  /** Who may have signed the server's certificate; null: those whom Node trusts. */
  rootCertificate: string | null
  certificate: string | null
  key: string | null
  /** `direct` begins with TLS at once, as servers from PostgreSQL 17 allow. */
  negotiation: (typeof sslNegotiations)[number]
}

/** `sslrootcert=system`: the authorities that the machine trusts, as far as Node knows them. */
const systemRoots = 'system'

/**
 * Interprets the parameters about TLS as libpq does, but for its files under `~/.postgresql`, which
 * are not looked for.
 *
 * @throws AddressError
 */
export function tlsSettings(parameters: Parameters, host: string): TlsSettings {
  const { sslrootcert, sslcert = null, sslkey = null } = parameters
  const mode = sslMode(parameters)
  const negotiation = oneOf(
    'sslnegotiation',
    sslNegotiations,
    parameters.sslnegotiation ?? 'postgres',
  )
  const rootCertificate =
    sslrootcert === undefined || sslrootcert === systemRoots ? null : sslrootcert
  const isAuthority = mode === 'verify-ca' && rootCertificate === null
  if (isAuthority || (sslrootcert === systemRoots && mode !== 'verify-full')) {
    throw new AddressError(
      `sslmode=${mode} needs sslrootcert=FILE: with the authorities that everybody trusts anybody ` +
        'could pose as the server; sslmode=verify-full compares the host name as well',
    )
  }
  if (negotiation === 'direct' && ['disable', 'allow', 'prefer'].includes(mode)) {
    throw new AddressError('sslnegotiation=direct needs sslmode=require or a stricter one')
  }
  const isSocket = host.startsWith('/')
  return {
    mode: isSocket ? 'disable' : withAuthority(mode, rootCertificate),
    rootCertificate,
    certificate: sslcert,
    key: sslkey,
    negotiation: isSocket ? 'postgres' : negotiation,
  }
}

function sslMode({ sslmode, sslrootcert }: Parameters): SslMode {
  if (sslmode === undefined) return sslrootcert === systemRoots ? 'verify-full' : 'prefer'
  return oneOf('sslmode', sslModes, sslmode)
}

/** With a root certificate `require` checks it, for compatibility with old versions, says libpq. */
function withAuthority(mode: SslMode, rootCertificate: string | null): SslMode {
  return mode === 'require' && rootCertificate !== null ? 'verify-ca' : mode
}

function oneOf<Word extends string>(name: string, words: readonly Word[], value: string): Word {
  const word = words.find((known) => known === value)
  if (word !== undefined) return word
  throw new AddressError(`expected ${name} to be one of ${words.join(', ')}, got "${value}"`)
}
