import { userInfo } from 'node:os'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { AddressError } from './address-error.ts'
import { formatPostgresAddress, parsePostgresAddress } from './postgres-address.ts'
import { sslModes } from './tls.ts'

describe('reads what libpq reads', () => {
  test.each([
    [
      'postgresql://u:p@h:5433/d',
      { host: 'h', port: 5433, user: 'u', password: 'p', database: 'd' },
    ],
    ['postgres://u@h', { host: 'h', port: 5432, user: 'u', password: null, database: 'u' }],
    ['postgresql://h/d', { user: userInfo().username, database: 'd' }],
    ['postgresql://u:p%40%2Fss@h/d%20d', { password: 'p@/ss', database: 'd d' }],
    [
      'postgresql://user:pw@/db?host=/cloudsql/a:b',
      { host: '/cloudsql/a:b', user: 'user', database: 'db' },
    ],
    ['postgresql://%2Fvar%2Frun/db', { host: '/var/run', database: 'db' }],
    ['postgresql://[::1]:5433/d', { host: '::1', port: 5433 }],
    ['postgresql://h/d?user=other&port=1&dbname=e', { user: 'other', port: 1, database: 'e' }],
    ['postgresql://h/d?options=-c%20a%3Db+c', { options: '-c a=b+c' }],
    [
      'postgresql://h/d?application_name=x&connect_timeout=7',
      { applicationName: 'x', connectTimeoutSeconds: 7 },
    ],
    ['postgresql://h/d?keepalives=1&target_session_attrs=any&gssencmode=prefer', { host: 'h' }],
  ])('%s', (text, expected) => {
    expect(parsePostgresAddress(text)).toMatchObject(expected)
  })
})

describe('encrypts as libpq does', () => {
  test.each([
    ['', 'prefer', null],
    ['sslmode=allow', 'allow', null],
    ['sslmode=require', 'require', null],
    ['ssl=true', 'require', null],
    ['sslmode=require&sslrootcert=/ca', 'verify-ca', '/ca'],
    ['sslmode=verify-ca&sslrootcert=/ca', 'verify-ca', '/ca'],
    ['sslmode=verify-full', 'verify-full', null],
    ['sslrootcert=system', 'verify-full', null],
    ['host=/folder&sslmode=require', 'disable', null],
  ])('%s', (query, mode, rootCertificate) => {
    const { tls } = parsePostgresAddress(`postgresql://h/d?${query}`)
    expect(tls).toMatchObject({ mode, rootCertificate })
  })
})

describe('refuses what it cannot do, and says what to do', () => {
  test.each([
    ['host=h dbname=d', 'expected postgresql://'],
    ['postgresql:///d', '?host=/folder'],
    ['postgresql://h1,h2/d', 'several hosts'],
    ['postgresql://::1/d', 'no host'],
    ['postgresql://h:x/d', '"x" is no port'],
    ['postgresql://h:0/d', '"0" is no port'],
    ['postgresql://u:pass/word@h/d', 'in a user or a password write %2F'],
    ['postgresql://u:pass?word=x@h/d', 'in a user or a password write %2F'],
    ['postgresql://u:1?word@h/d', 'in a user or a password write %2F'],
    ['postgresql://u:100%@h/d', 'percent sign'],
    ['postgresql://h/d?schema=public', 'the parameter schema is not supported'],
    ['postgresql://h/d?target_session_attrs=read-write', 'target_session_attrs is not supported'],
    ['postgresql://h/d?channel_binding=require', 'channel_binding is not supported'],
    ['postgresql://h/d?sslmode=yes', 'sslmode to be one of disable, allow'],
    ['postgresql://h/d?sslmode=verify-ca', 'needs sslrootcert=FILE'],
    ['postgresql://h/d?sslmode=require&sslrootcert=system', 'verify-full'],
    ['postgresql://h/d?sslnegotiation=direct', 'needs sslmode=require'],
    ['postgresql://h/d?connect_timeout=soon', 'whole seconds'],
  ])('%s', (text, why) => {
    expect(() => parsePostgresAddress(text)).toThrow(AddressError)
    expect(() => parsePostgresAddress(text)).toThrow(why)
  })
})

it('never tells the value of a parameter that it refuses', () => {
  expect(() => parsePostgresAddress('postgresql://h/d?sslpassword=secret')).not.toThrow(/secret/)
})

const text = fc.string({ minLength: 1, unit: 'grapheme' })
const host = fc.oneof(
  fc.constantFrom('h', 'db_1.example.org', '127.0.0.1', '::1', 'fe80::1%eth0'),
  text.map((folder) => `/${folder}`),
)

it('reads back what it writes', () => {
  const anyAddress = fc.record({
    host,
    port: fc.integer({ min: 1, max: 65_535 }),
    user: text,
    password: fc.option(text),
    database: text,
    mode: fc.constantFrom(...sslModes),
    options: fc.option(text),
    applicationName: fc.option(text),
    connectTimeoutSeconds: fc.option(fc.integer({ min: 1, max: 3600 })),
  })
  fc.assert(
    fc.property(anyAddress, ({ mode, ...address }) => {
      const rootCertificate = mode === 'verify-ca' ? '/ca & co' : null
      const tls = {
        mode: address.host.startsWith('/') ? ('disable' as const) : mode,
        rootCertificate,
        certificate: null,
        key: null,
        negotiation: 'postgres' as const,
      }
      const whole = { ...address, tls }
      expect(parsePostgresAddress(formatPostgresAddress(whole))).toEqual(whole)
    }),
  )
})
