import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './config.ts'
import { readEnv } from './env.ts'

const load = (source: Record<string, string>) => loadConfig(readEnv(source))

it('wants two ports for two servers', () => {
  expect(() => load({ PORT: '8001' })).toThrow(/^METRICS_PORT: .*8001/)
  expect(() => load({ PORT: '9000', METRICS_PORT: '9000' })).toThrow(ConfigError)
  expect(load({ PORT: '8001', PROMETHEUS_METRICS_ENABLED: 'false' }).port).toBe(8001)
  expect(load({ PORT: '0', METRICS_PORT: '0' }).metricsPort).toBe(0)
})

describe('database address', () => {
  it('is the embedded server when nothing is said', () => {
    expect(load({}).database).toEqual({ kind: 'embedded' })
    expect(load({ DATABASE_URL: '', DB_HOST: '' }).database).toEqual({ kind: 'embedded' })
  })

  it('is DATABASE_URL before anything else', () => {
    const url = 'postgresql://u:p@db:5433/name'
    expect(load({ DATABASE_URL: url, DB_HOST: 'other' }).database).toEqual({
      kind: 'external',
      url,
    })
  })

  it('is made of DB_* with the defaults of the reference, whatever the password holds', () => {
    expect(load({ DB_HOST: 'db', DB_PASSWORD: 'p@ss:w/o rd' }).database).toEqual({
      kind: 'external',
      url: 'postgresql://admin:p%40ss%3Aw%2Fo%20rd@db:5432/dashboard',
    })
  })

  it('takes the password from a file, but not from two places', () => {
    const dir = mkdtempSync(join(tmpdir(), 'treeline-config-'))
    const file = join(dir, 'password')
    writeFileSync(file, 'from-file\n')
    const { database } = load({ DB_HOST: 'db', DB_PASSWORD_FILE: file })
    expect(database).toMatchObject({ url: expect.stringContaining(':from-file@') })
    expect(() => load({ DB_PASSWORD: 'x', DB_PASSWORD_FILE: file })).toThrow(ConfigError)
    rmSync(dir, { recursive: true })
  })
})

describe('mistakes end in one line that names the variable', () => {
  it.each([
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'not a url'],
    ['DB_PORT', '0'],
    ['DB_OPTIONS_CONNECT_TIMEOUT', 'soon'],
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['METRICS_PORT', '-1'],
    ['DEMO_DATA', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['CORS_ALLOWED_ORIGINS', 'https://a'],
    ['TEST_ORIGINS', '[1]'],
    ['AUTOMATIC_LAB_PATTERN', '('],
    ['CACHE_TIMEOUT', '1.5'],
    ['DB_PASSWORD_FILE', '/does/not/exist'],
  ])('%s=%s', (variable, value) => {
    const failure = (() => {
      try {
        load({ [variable]: value })
        return undefined
      } catch (error) {
        return error
      }
    })()
    expect(failure).toBeInstanceOf(ConfigError)
    expect((failure as ConfigError).message).toMatch(new RegExp(`^${variable}: [^\\n]+$`))
  })
})

it('prefers METRICS_PORT to the reference name', () => {
  expect(load({ PROMETHEUS_METRICS_PORT: '9001' }).metricsPort).toBe(9001)
  expect(load({ PROMETHEUS_METRICS_PORT: '9001', METRICS_PORT: '9002' }).metricsPort).toBe(9002)
})

it('waits for a connection as long as it is told to', () => {
  expect(load({ DB_OPTIONS_CONNECT_TIMEOUT: '16' }).connectTimeoutMs).toBe(16_000)
})
