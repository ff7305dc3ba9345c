import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * What is no host of the public internet: every block of IANA's registry of special-purpose IPv4
 * addresses that is not for everybody, with multicast and what is reserved.
 */
const specialIpv4 = blocks('ipv4', [
  '0.0.0.0/8', // this network; to many systems the host itself
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by customers of a provider, and metadata of some clouds
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a platform service that Azure shows to its machines alone
  '169.254.0.0/16', // link-local, metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments, metadata of some clouds
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT relays
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
])

/**
 * The only block from which public IPv6 addresses are given out. Outside of it lie loopback, link-local,
 * unique local and multicast addresses, and IPv4 addresses in all their wrappings: mapped, compatible,
 * translated (NAT64).
 */
const givenOutIpv6 = blocks('ipv6', ['2000::/3'])

/** Within it, what is no public host. */
const specialIpv6 = blocks('ipv6', [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which holds an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
])

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

function blocks(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}

/** Whether an IP address, as it is written by the resolver, is one of a host that everybody may reach. */
export function isPublicAddress(address: string): boolean {
  if (!isIP(address) || address.includes('%')) return false
  if (!isIPv6(address)) return !specialIpv4.check(address, 'ipv4')
  return givenOutIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6')
}

/** Whether an IP address is one of this host for itself alone. */
export function isLoopbackAddress(address: string): boolean {
  if (!isIP(address) || address.includes('%')) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
