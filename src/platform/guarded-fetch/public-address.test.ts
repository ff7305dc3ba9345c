import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.0.1', '223.255.255.255'])(
    'lets %s pass',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  it.each(['2a00:1450:4001:82b::200e', '2001:4860:4860::8888', '2606:4700::1111', '2620:4f::1'])(
    'lets %s pass',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  it.each([
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'shared by customers of a provider'],
    ['100.100.100.200', 'metadata of Alibaba'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['168.63.129.16', 'platform of Azure'],
    ['169.254.169.254', 'metadata of most clouds'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'metadata of Oracle'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4 relays'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarks'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:8.8.8.8', 'IPv4-mapped, although public'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b:1::a00:1', 'NAT64 of a network'],
    ['100::1', 'discard'],
    ['2001::7f00:1', 'Teredo'],
    ['2001:10::1', 'ORCHID'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2002:a00:1::1', '6to4 of a private address'],
    ['3fff::1', 'documentation'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'metadata of AWS'],
    ['fd20:ce::254', 'metadata of Google'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with its zone'],
    ['2a00::1%eth0', 'a zone, which no public address has'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['5f00::1', 'segment routing'],
    ['localhost', 'no address'],
    ['2130706433', 'no address as resolvers write it'],
    ['', 'nothing'],
  ])('refuses %s: %s', (address) => expect(isPublicAddress(address)).toBe(false))

  it('refuses each IPv4 address in all its IPv6 wrappings', () => {
    const hex = (a: number, b: number) => ((a << 8) | b).toString(16)
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        const pair = `${hex(a, b)}:${hex(c, d)}`
        const wrappings = [`::ffff:${pair}`, `::${pair}`, `64:ff9b::${pair}`, `2002:${pair}::1`]
        expect(wrappings.filter(isPublicAddress)).toEqual([])
      }),
    )
  })
})

it.each(['127.0.0.1', '127.9.9.9', '::1'])('knows %s for loopback', (address) => {
  expect(isLoopbackAddress(address)).toBe(true)
})

it.each(['128.0.0.1', '::2', '10.0.0.1', '::1%lo', 'localhost'])(
  'does not take %s for loopback',
  (address) => expect(isLoopbackAddress(address)).toBe(false),
)
