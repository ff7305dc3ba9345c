import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { databaseConfig, type DatabaseConfig, replicaUrls } from './database-config.ts'
import { readEnv } from './env.ts'

const read = (source: Record<string, string>) => databaseConfig(readEnv(source))
const external = (url: string) => ({ kind: 'external', url, connectTimeoutSeconds: null })

it('is the embedded server when nothing is said', () => {
  expect(read({})).toEqual({ kind: 'embedded' })
  expect(read({ DATABASE_URL: '', DB_HOST: '' })).toEqual({ kind: 'embedded' })
  // somebody's habits with psql are no wish for another server
  expect(read({ PGHOST: 'elsewhere' })).toEqual({ kind: 'embedded' })
})

it('is DATABASE_URL before anything else', () => {
  const url = 'postgresql://u:p@db:5433/name?sslmode=require'
  expect(read({ DATABASE_URL: url, DB_HOST: 'other', PGSSLMODE: 'disable' })).toEqual(external(url))
})

it('takes what DATABASE_URL does not say from the variables of libpq', () => {
  const env = {
    PGUSER: 'u',
    PGPASSWORD: 'p',
    PGPORT: '5433',
    PGDATABASE: 'd',
    PGSSLMODE: 'disable',
  }
  expect(read({ DATABASE_URL: 'postgresql://db', ...env })).toEqual(
    external('postgresql://u:p@db:5433/d?sslmode=disable'),
  )
})

it('is made of DB_* with the defaults of the reference, whatever the password holds', () => {
  expect(read({ DB_HOST: 'db', DB_PASSWORD: 'p@ss:w/o rd', PGUSER: 'x', PGDATABASE: 'y' })).toEqual(
    external('postgresql://admin:p%40ss%3Aw%2Fo%20rd@db:5432/dashboard?sslmode=prefer'),
  )
  expect(read({ DB_HOST: '/run/postgresql' })).toEqual(
    external('postgresql://admin:admin@%2Frun%2Fpostgresql:5432/dashboard?sslmode=disable'),
  )
})

it('takes the password from a file, but not from two places', () => {
  const dir = mkdtempSync(join(tmpdir(), 'treeline-config-'))
  const file = join(dir, 'password')
  writeFileSync(file, 'from-file\n')
  const url = expect.stringContaining(':from-file@')
  expect(read({ DB_HOST: 'db', DB_PASSWORD_FILE: file })).toMatchObject({ url })
  expect(() => read({ DB_PASSWORD: 'x', DB_PASSWORD_FILE: file })).toThrow(ConfigError)
  rmSync(dir, { recursive: true })
})

it.each([
  ['DATABASE_URL', 'mysql://x', 'expected postgresql://user:password@host:port/name'],
  ['DATABASE_URL', 'not a url', 'expected postgresql://'],
  ['DATABASE_URL', 'postgresql:///x', 'names no host'],
  [
    'DATABASE_URL',
    'postgresql://h/x?sslmode=verify-full&sslrootcert=/nowhere',
    'sslrootcert: ENOENT',
  ],
  ['DB_PORT', '0', 'expected a whole number'],
  ['DB_HOST', 'db.example.org:5432', 'the port belongs in its own setting'],
  ['DB_HOST', 'db .example.org', '"db .example.org" is no host'],
  ['DB_HOST', 'postgresql://h', 'a whole address belongs in DATABASE_URL'],
  ['DB_HOST', '[::1]', 'without brackets'],
  ['DB_PASSWORD_FILE', '/does/not/exist', 'ENOENT'],
])('refuses %s=%s in one line that says why', (variable, value, why) => {
  const mistake = (() => {
    try {
      return read({ [variable]: value })
    } catch (error) {
      return error
    }
  })()
  expect(mistake).toBeInstanceOf(ConfigError)
  expect(String(mistake)).toMatch(new RegExp(`^Error: ${variable}: [^\\n]+$`))
  expect(String(mistake)).toContain(why)
})

it('names the variable of libpq that may be to blame', () => {
  expect(() => read({ DB_HOST: 'h', PGSSLMODE: 'yes' })).toThrow(/^DB_HOST: .*"yes" \(PGSSLMODE /)
})

it('has replicas, each an address as the database has one', () => {
  const database = external('postgresql://u@db/name') as DatabaseConfig
  const replicasOf = (text: string) =>
    replicaUrls(readEnv({ DATABASE_REPLICA_URLS: text, PGPASSWORD: 'p' }), database)
  const urls = replicasOf('postgresql://u@one:1/name, postgresql://u@two:2/name')
  expect(urls.map((url) => new URL(url).host)).toEqual(['one:1', 'two:2'])
  expect(urls.map((url) => new URL(url).password)).toEqual(['p', 'p'])
  expect(replicasOf('')).toEqual([])
  expect(() => replicasOf('one,two')).toThrow(/DATABASE_REPLICA_URLS/u)
  const given = readEnv({ DATABASE_REPLICA_URLS: 'postgresql://u@one/name' })
  expect(() => replicaUrls(given, { kind: 'embedded' })).toThrow(/DATABASE_URL as well/u)
})
