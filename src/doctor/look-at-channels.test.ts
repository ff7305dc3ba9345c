import { expect, it } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { askChannels, lookAtChannels } from './look-at-channels.ts'
import { troubles } from './testing/troubles.ts'

const outside = { NOTIFICATIONS_ENABLED: 'true', INSTANCE: 'production' }
const both = {
  DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/1/secret-token',
  WEBHOOK_URL: 'https://hook.example.org/secret-token',
  WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
}
const configOf = (env: Record<string, string>) =>
  loadConfig(readEnv({ ...outside, ...env })).notify.channels
const look = (env: Record<string, string>) => lookAtChannels(configOf(env))

it('says who is told, and why nobody is, but no address', () => {
  const findings = look({
    ...both,
    DISCORD_REPORTS: '["metrics"]',
    WEBHOOK_EVENTS: '["job.failed"]',
  })
  expect(troubles(findings)).toEqual([])
  expect(findings.map(({ says }) => says)).toEqual([
    'is told of errors, and metrics reports, at discord.com',
    'hook.example.org is told of job.failed',
  ])
  expect(look({ ...both, INSTANCE: 'demo' }).map(({ says }) => says)).toEqual([
    'is told nothing: INSTANCE is demo',
    'is told nothing: INSTANCE is demo',
  ])
})

it('tells of addresses that do not look right', () => {
  const wrong = { DISCORD_WEBHOOK_URL: 'https://discord.com/channels/1/2' }
  expect(troubles(look({ ...both, ...wrong }))).toEqual([
    'warning discord: the path is not that of a webhook',
  ])
  const elsewhere = { DISCORD_WEBHOOK_URL: 'https://evil.example/api/webhooks/1/secret-token' }
  expect(troubles(look({ ...both, ...elsewhere }))).toEqual([
    'warning discord: evil.example is not a host of Discord',
  ])
  const plain = { WEBHOOK_URL: 'http://hook.example.org/secret-token' }
  expect(troubles(look({ ...both, ...plain }))).toEqual([
    'warning webhook: hook.example.org is told everything unencrypted',
  ])
  expect(troubles(look({ ...both, WEBHOOK_URL: 'http://127.0.0.1:9000/' }))).toEqual([])
})

it('asks those who are told, and nobody else', async () => {
  const asked: string[] = []
  const ask = {
    nameOnDiscord: async () => (asked.push('discord'), 'Builds'),
    pingWebhook: async () => void asked.push('webhook'),
  }
  const findings = await askChannels(configOf(both), ask)
  expect(findings.map(({ says }) => says)).toEqual([
    'is there, and called "Builds"',
    'was taken, signed',
  ])
  expect(await askChannels(configOf({}), ask)).toEqual([])
  expect(asked).toEqual(['discord', 'webhook'])
  const broken = await askChannels(configOf(both), {
    nameOnDiscord: () => Promise.reject(new Error('Discord answers with status 404')),
    pingWebhook: () => Promise.reject(new Error('it answered with status 401')),
  })
  expect(troubles(broken)).toEqual([
    'error discord webhook: Discord answers with status 404',
    'error webhook ping: it answered with status 401',
  ])
})
