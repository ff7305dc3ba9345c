import { expect, it } from 'vitest'
import { loadConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { readEnv } from './env.ts'

const outside = { NOTIFICATIONS_ENABLED: 'true', INSTANCE: 'production', EMAIL_HOST: 'mx' }

const read = (env: Record<string, string>) => loadConfig(readEnv(env)).notify
const way = (env: Record<string, string>) => read({ ...outside, ...env }).mail.way

it('sends outside only when everything says so', () => {
  expect(way({})).toMatchObject({ kind: 'smtp', host: 'mx', port: 587, encryption: 'starttls' })
  expect(way({ INSTANCE: 'dev' })).toMatchObject({ kind: 'smtp' })
  expect(read({}).mail.way).toEqual({ kind: 'outbox', why: 'NOTIFICATIONS_ENABLED is not true' })
  expect(way({ NOTIFICATIONS_ENABLED: 'False' })).toMatchObject({ kind: 'outbox' })
  expect(way({ INSTANCE: 'staging' })).toEqual({ kind: 'outbox', why: 'INSTANCE is staging' })
  expect(way({ INSTANCE: 'demo' })).toMatchObject({ kind: 'outbox' })
  expect(way({ EMAIL_HOST: '' })).toEqual({ kind: 'outbox', why: 'no EMAIL_HOST is given' })
  const django = 'django.core.mail.backends.'
  expect(way({ EMAIL_BACKEND: `${django}smtp.EmailBackend` })).toMatchObject({ kind: 'smtp' })
  expect(way({ EMAIL_BACKEND: `${django}console.EmailBackend` })).toMatchObject({ kind: 'outbox' })
})

it('knows the instance as the reference does where nobody says it', () => {
  const page = '["https://dashboard.kernelci.org"]'
  expect(read({ CORS_ALLOWED_ORIGINS: page, DEBUG: 'true' }).instance).toBe('production')
  expect(read({ DEBUG: 'true' }).instance).toBe('dev')
  expect(read({}).instance).toBe('staging')
  expect(read({ CORS_ALLOWED_ORIGINS: page, INSTANCE: 'staging' }).instance).toBe('staging')
})

it('reads the ways of encryption as what they say', () => {
  expect(way({ EMAIL_USE_TLS: 'False' })).toMatchObject({ encryption: 'none' })
  expect(way({ EMAIL_PORT: '465' })).toMatchObject({ encryption: 'tls' })
  expect(way({ EMAIL_PORT: '465', EMAIL_USE_SSL: 'false' })).toMatchObject({
    encryption: 'starttls',
  })
  expect(way({ EMAIL_USE_SSL: 'true' })).toMatchObject({ encryption: 'tls' })
})

it('knows no port 0 of a server', () => {
  expect(() => way({ EMAIL_PORT: '0' })).toThrow(ConfigError)
})

it.each(['bot@d.org', 'Bot <bot@d.org>', '"Bot <the, first>" <bot@d.org>'])(
  'sends as %j',
  (sender) => {
    expect(read({ ...outside, EMAIL_FROM: sender }).mail.sender).toBe(sender)
  },
)

it('logs in only with a user and a password', () => {
  expect(way({})).toMatchObject({ login: null })
  expect(way({ EMAIL_HOST_PASSWORD: 'p' })).toMatchObject({
    login: { user: 'bot@kernelci.org', password: 'p' },
  })
})

it.each([
  [{ EMAIL_USE_TLS: 'perhaps' }, 'EMAIL_USE_TLS'],
  [{ EMAIL_USE_TLS: 'true', EMAIL_USE_SSL: 'true' }, 'EMAIL_USE_SSL'],
  [{ EMAIL_BACKEND: 'pigeon' }, 'EMAIL_BACKEND'],
  [{ EMAIL_FROM: 'nobody' }, 'EMAIL_FROM'],
  [{ EMAIL_FROM: 'bot@@kernelci.org' }, 'EMAIL_FROM'],
  [{ EMAIL_FROM: 'a@kernelci.org, b@kernelci.org' }, 'EMAIL_FROM'],
  [{ EMAIL_FROM: 'Bot <bot@kernelci.org' }, 'EMAIL_FROM'],
  [{ EMAIL_HOST_PASSWORD_FILE: '/does/not/exist' }, 'EMAIL_HOST_PASSWORD_FILE'],
  [{ INSTANCE: 'prod' }, 'INSTANCE'],
  [{ DASHBOARD_URL: 'd.kernelci.org' }, 'DASHBOARD_URL'],
])('refuses %j', (env, variable) => {
  expect(() => read({ ...outside, ...env })).toThrow(ConfigError)
  expect(() => read({ ...outside, ...env })).toThrow(variable)
})
