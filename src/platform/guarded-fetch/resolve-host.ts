import { Resolver } from 'node:dns/promises'
import { isIP, isIPv6 } from 'node:net'
import type { LookupAddress } from 'node:dns'
import { errorCode } from '../errors/error-code.ts'
import { FetchError, type FetchProblem } from './fetch-error.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

/** Finds the addresses of a name; an empty list when it has none. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<string[]>

/** What an address may be. */
export type AddressRules = {
  resolveName: ResolveName
  /** For tests: hosts of the rules may lie on this machine. */
  allowLoopback: boolean
  /** Hosts of the rules may lie anywhere: somebody who runs the program has named them. */
  allowPrivate?: boolean | undefined
  /** How long name servers may take, in milliseconds. */
  withinMs: number
}

/**
 * Asks name servers, those of the system unless others are given. Not `dns.lookup`: each call of that
 * holds a thread of the pool that compresses answers as well, so that name servers that do not answer
 * would stop the whole API.
 */
export function askNameServers(servers?: readonly string[]): ResolveName {
  return async (name, signal) => {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 })
    if (servers !== undefined) resolver.setServers(servers)
    const cancel = () => resolver.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
      const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      const failure = found.find((one) => one.status === 'rejected' && !saysNothing(one.reason))
      if (addresses.length === 0 && failure?.status === 'rejected') throw failure.reason
      return addresses
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

/** Whether name servers say that a name has no address of the kind asked for. */
function saysNothing(error: unknown): boolean {
  return ['ENODATA', 'ENOTFOUND'].includes(errorCode(error) ?? '')
}

/**
 * The addresses of a host, all of which may be connected to. One that may not be spoils the rest: names
 * that lead to public and to private addresses are how a check is deceived.
 *
 * @param hostname as a parsed URL has it
 * @throws FetchError `address_not_public`, `name_not_found`, `timed_out`, `unreachable`; the resolver's
 *   own error when `signal` aborts
 */
export async function resolveHost(
  hostname: string,
  rules: AddressRules,
  signal: AbortSignal,
): Promise<LookupAddress[]> {
  const literal = hostname.replaceAll(/^\[|\]$/gu, '')
  const addresses = isIP(literal) ? [literal] : await resolveInTime(hostname, rules, signal)
  if (addresses.length === 0) throw new FetchError('name_not_found', 'the host has no address')
  const mayConnect = (address: string) =>
    rules.allowPrivate === true ||
    isPublicAddress(address) ||
    (rules.allowLoopback && isLoopbackAddress(address))
  if (!addresses.every(mayConnect)) {
    throw new FetchError('address_not_public', 'the host has an address that is not public')
  }
  return addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
}

async function resolveInTime(
  name: string,
  { resolveName, withinMs }: AddressRules,
  signal: AbortSignal,
): Promise<string[]> {
  const late = AbortSignal.timeout(withinMs)
  try {
    return await resolveName(name, AbortSignal.any([signal, late]))
  } catch (error) {
    if (signal.aborted) throw error
    const code = errorCode(error) ?? 'no code'
    const [problem, why]: [FetchProblem, string] =
      late.aborted || code === 'ETIMEOUT'
        ? ['timed_out', 'the name servers did not answer in time']
        : ['unreachable', `the name servers could not be asked (${code})`]
    throw new FetchError(problem, why, { cause: error })
  }
}
