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
  expect(() => load({ PORT: '8002' })).toThrow(/^RECEIVER_PORT: .*8002/)
  expect(() => load({ RECEIVER_PORT: '8001' })).toThrow(/^RECEIVER_PORT: .*8001/)
})

describe('the secret of tokens', () => {
  const secret = (source: Record<string, string>) => load(source).receiver.secret
  const anyway = { RECEIVER_ALLOW_INSECURE_SECRET: 'true' }

  it('is one of our own when none is given', () => {
    expect(secret({})).toEqual({ kind: 'own' })
    expect(secret({ JWT_SECRET: 'of mine' })).toEqual({ kind: 'given', text: 'of mine' })
  })

  it('is neither empty nor the default of the reference, unless told so', () => {
    expect(() => secret({ JWT_SECRET: '' })).toThrow(/^JWT_SECRET: .*everybody/)
    expect(() => secret({ JWT_SECRET: 'secret' })).toThrow(/^JWT_SECRET: .*everybody/)
    expect(() => secret({ UNIFIED_SECRET: 'secret' })).toThrow(/^UNIFIED_SECRET: /)
    expect(secret({ ...anyway, JWT_SECRET: '' })).toEqual({ kind: 'none' })
    expect(secret({ ...anyway, JWT_SECRET: 'secret' })).toEqual({ kind: 'given', text: 'secret' })
  })

  it('is one alone when the unified one is empty', () => {
    expect(load({ UNIFIED_SECRET: '' }).receiver.unifiedSecret).toBeNull()
  })
})

describe('mistakes end in one line that names the variable', () => {
  it.each([
    ['DB_OPTIONS_CONNECT_TIMEOUT', 'soon'],
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['METRICS_PORT', '-1'],
    ['HOST', '127.0.0.1"'],
    ['HOST', '127.0.0.256'],
    ['HOST', '127.0.0.1:8000'],
    ['HOST', 'http://localhost'],
    ['HOST', 'here..example'],
    ['EMAIL_HOST', 'mx.example.org:25'],
    ['DEMO_DATA', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['DATA_DIR', '"/srv/data"'],
    ['DATABASE_URL', "'postgresql://u@h/d'"],
    ['AUTOMATIC_LAB_PATTERN', '"^shell$"'],
    ['CORS_ALLOWED_ORIGINS', 'https://a'],
    ['CORS_ALLOWED_ORIGINS', '["dashboard.example.org"]'],
    ['CORS_ALLOWED_ORIGINS', '["https://a", "*"]'],
    ['CORS_ALLOWED_ORIGINS', '["https://a/page"]'],
    ['CORS_ALLOWED_ORIGINS', '["https://user@a"]'],
    ['CORS_ALLOWED_ORIGINS', '["app://a"]'],
    ['TEST_ORIGINS', '[1]'],
    ['AUTOMATIC_LAB_PATTERN', '('],
    ['CACHE_TIMEOUT', '1.5'],
    ['FETCH_ALLOWED_HOSTS', 'files.example.org'],
    ['FETCH_ALLOWED_HOSTS', '["https://files.example.org/"]'],
    ['FETCH_ALLOWED_HOSTS', '["*"]'],
    ['FETCH_TIMEOUT', '0'],
    ['FETCH_MAX_BYTES', '-1'],
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

it('takes values without the blanks around them, but secrets word for word', () => {
  const { dataDir, logLevel, workers, receiver } = load({
    DATA_DIR: '/srv/data\r',
    LOG_LEVEL: 'debug ',
    WORKERS: ' ',
    JWT_SECRET: '"mine" ',
    UNIFIED_SECRET: '"theirs"',
  })
  expect({ dataDir, logLevel, workers }).toEqual({
    dataDir: '/srv/data',
    logLevel: 'debug',
    workers: 1,
  })
  expect(receiver).toMatchObject({
    secret: { kind: 'given', text: '"mine" ' },
    unifiedSecret: '"theirs"',
  })
})

it.each(['127.0.0.1', '::', 'fe80::1%eth0', '127.1', 'localhost', 'api_1', 'a-b.example.org'])(
  'listens at %s, if there is such a host',
  (HOST) => {
    expect(load({ HOST }).host).toBe(HOST)
  },
)

it('prefers METRICS_PORT to the reference name', () => {
  expect(load({ PROMETHEUS_METRICS_PORT: '9001' }).metricsPort).toBe(9001)
  expect(load({ PROMETHEUS_METRICS_PORT: '9001', METRICS_PORT: '9002' }).metricsPort).toBe(9002)
})

it('waits for a connection as long as it is told to, first of all by the variable of its own', () => {
  const DATABASE_URL = 'postgresql://h/x?connect_timeout=8'
  expect(load({}).connectTimeoutMs).toBe(5_000)
  expect(load({ DATABASE_URL }).connectTimeoutMs).toBe(8_000)
  expect(load({ DATABASE_URL, DB_OPTIONS_CONNECT_TIMEOUT: '16' }).connectTimeoutMs).toBe(16_000)
})
