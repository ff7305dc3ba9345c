import { isIP } from 'node:net'
import { isHostName } from '../text/host-name.ts'
import { AddressError } from './address-error.ts'

/**
 * The host as it was given: a name, an IP address, or the folder of a Unix socket, which begins with a
 * slash. What is none of these is refused, because every guess may lead to somebody else's server.
 *
 * @throws AddressError
 */
export function checkedHost(host: string): string {
  if (host.startsWith('/') || isIP(host) !== 0 || isHostName(host)) return host
  throw new AddressError(`"${host}" is no host: ${hostAdvice(host)}`)
}

function hostAdvice(host: string): string {
  if (host === '') return 'expected a name, an IP address or the folder of a socket'
  if (host.includes(',')) return 'several hosts are not supported, name one'
  if (/:\/\//u.test(host)) return 'expected the name alone; a whole address belongs in DATABASE_URL'
  if (/^\[.*\]$/u.test(host)) return 'expected the IP address without brackets'
  if (/^[^:]*:\d+$/u.test(host))
    return 'expected the name alone, the port belongs in its own setting'
  return 'expected a name, an IP address or the folder of a socket (which begins with /)'
}

/** Where the colon before the port is in `host:port` or `[IPv6]:port`; -1 without one. */
export function portColon(place: string): number {
  const colon = place.lastIndexOf(':')
  return colon > place.lastIndexOf(']') ? colon : -1
}

/**
 * The number of a TCP port.
 *
 * @throws AddressError
 */
export function checkedPort(port: string): number {
  const number = Number(port)
  if (/^\d+$/u.test(port) && number >= 1 && number <= 65_535) return number
  throw new AddressError(`"${port}" is no port, expected a number from 1 to 65535`)
}
