import { expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './config.ts'
import { readEnv } from './env.ts'

const outside = { NOTIFICATIONS_ENABLED: 'true', INSTANCE: 'production' }
const address = 'https://discord.com/api/webhooks/1/secret-token'
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const read = (env: Record<string, string>) =>
  loadConfig(readEnv({ ...outside, ...env })).notify.channels

it('tells somebody only when everything says so', () => {
  const webhook = { WEBHOOK_URL: 'https://example.org/hook?token=t', WEBHOOK_SECRET: secret }
  const both = { DISCORD_WEBHOOK_URL: address, ...webhook }
  expect(read(both)).toMatchObject({
    discord: { kind: 'discord', url: address, reports: [] },
    webhook: { kind: 'webhook', keys: [Buffer.alloc(32, 7)] },
  })
  for (const why of [
    { INSTANCE: 'staging' },
    { INSTANCE: 'demo' },
    { NOTIFICATIONS_ENABLED: '' },
  ]) {
    expect(read({ ...both, ...why })).toMatchObject({
      discord: { kind: 'silent' },
      webhook: { kind: 'silent' },
    })
  }
  expect(read({})).toMatchObject({
    discord: { why: 'no DISCORD_WEBHOOK_URL is given' },
    webhook: { why: 'no WEBHOOK_URL is given' },
  })
})

it('knows what is to be told', () => {
  const env = { DISCORD_WEBHOOK_URL: address, DISCORD_REPORTS: '["metrics"]' }
  expect(read(env).discord).toMatchObject({ reports: ['metrics'] })
})

it.each([
  [{ DISCORD_WEBHOOK_URL: 'secret-token' }, 'DISCORD_WEBHOOK_URL'],
  [{ DISCORD_WEBHOOK_URL: 'https://u:secret-token@discord.com/' }, 'DISCORD_WEBHOOK_URL'],
  [{ DISCORD_WEBHOOK_URL_FILE: '/does/not/exist' }, 'DISCORD_WEBHOOK_URL_FILE'],
  [{ DISCORD_REPORTS: '["everything"]' }, 'DISCORD_REPORTS'],
  [{ WEBHOOK_URL: 'https://example.org/secret-token' }, 'WEBHOOK_SECRET'],
  [{ WEBHOOK_SECRET: 'secret-token' }, 'WEBHOOK_SECRET'],
  [{ WEBHOOK_EVENTS: '["all"]' }, 'WEBHOOK_EVENTS'],
])('refuses %j, and does not say what it was given', (env, variable) => {
  expect(() => read(env)).toThrow(ConfigError)
  expect(() => read(env)).toThrow(variable)
  expect(() => read(env)).not.toThrow('secret-token')
})

it('knows all secrets that it was given', () => {
  const env = { DISCORD_WEBHOOK_URL: address, JWT_SECRET: 'a-long-secret', UNIFIED_SECRET: 'short' }
  const { secrets } = loadConfig(readEnv({ ...outside, ...env })).notify
  expect(secrets).toContain(address)
  expect(secrets).toContain('a-long-secret')
  expect(secrets).not.toContain('short')
})
