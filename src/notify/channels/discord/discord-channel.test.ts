import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { discordFaults } from '../../../testing/notices/discord-rules.ts'
import { startWebReceiver, type WebReceiver } from '../../../testing/hosts/web-receiver.ts'
import { jobFailed } from '../../events/events-of-jobs.ts'
import { discordChannel } from './discord-channel.ts'
import { nameOnDiscord } from './name-on-discord.ts'

let discord: WebReceiver
beforeEach(async () => {
  discord = await startWebReceiver()
})
afterEach(() => discord[Symbol.asyncDispose]())

const failed = { job: 'verify', run: 7, slot: null, host: 'h', problem: 'drift: 3 cells' }
const event = jobFailed(failed, '2026-11-29T10:00:00.000Z')
const signal = new AbortController().signal

function open(path = '/api/webhooks/1/secret-token') {
  return discordChannel({
    config: { kind: 'discord', url: `${discord.base}${path}`, reports: [] },
    client: discord.client,
    links: 'https://d.kernelci.org',
  })
}

it('posts what Discord takes, and waits until it is there', async () => {
  expect(await open().send(event, signal)).toEqual({ kind: 'delivered' })
  expect(await open('/api/webhooks/1/t?thread_id=5').send(event, signal)).toMatchObject({
    kind: 'delivered',
  })
  expect(discord.taken.map(({ url }) => url)).toEqual([
    '/api/webhooks/1/secret-token?wait=true',
    '/api/webhooks/1/t?thread_id=5&wait=true',
  ])
  expect(discord.taken.flatMap(({ body }) => discordFaults(body))).toEqual([])
  expect(JSON.parse(discord.taken[0]!.body)).toMatchObject({
    embeds: [{ title: 'Job verify failed', description: '```\ndrift: 3 cells\n```' }],
  })
})

test.each<[string, object, string, number]>([
  ['the header', { 'Retry-After': '7' }, '', 7_000],
  ['the body', {}, '{"message":"slow down","retry_after":12.5,"global":false}', 12_500],
  ['the longer of both', { 'Retry-After': '1' }, '{"retry_after":2.5,"global":true}', 2_500],
  ['a limit that names no time', {}, '<html>', 5_000],
])('waits as long as %s says', async (_, headers, body, waitMs) => {
  discord.answer = (response) => void response.writeHead(429, { ...headers }).end(body)
  const channel = open()
  expect(await channel.send(event, signal)).toEqual({ kind: 'limited', waitMs })
  expect(channel.waitMs()).toBeGreaterThan(waitMs / 2)
  expect(channel.waitMs()).toBeLessThanOrEqual(waitMs)
})

it('posts one after the other, and none that was told to wait meanwhile', async () => {
  discord.answer = (response) => void response.writeHead(429, { 'Retry-After': '7' }).end()
  const channel = open()
  const answers = await Promise.all([1, 2, 3].map(() => channel.send(event, signal)))
  expect(answers.map(({ kind }) => kind)).toEqual(['limited', 'limited', 'limited'])
  expect(discord.taken).toHaveLength(1)
})

it('waits before it is told to, when the limit is used up', async () => {
  discord.answer = (response) => {
    const limit = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset-After': '15' }
    response.writeHead(200, limit).end('{}')
  }
  const channel = open()
  expect(await channel.send(event, signal)).toEqual({ kind: 'delivered' })
  expect(channel.waitMs()).toBeGreaterThan(7_000)
})

it('tells what went wrong without the address', async () => {
  discord.answer = (response) => void response.writeHead(404).end('{"message":"Unknown Webhook"}')
  const refused = await open().send(event, signal)
  discord.answer = (response) => void response.destroy()
  const cut = await open().send(event, signal)
  await discord[Symbol.asyncDispose]()
  const away = await open().send(event, signal)
  expect([refused, cut, away]).toMatchObject([
    { kind: 'refused', problem: 'Discord answered with status 404' },
    { kind: 'failed', isAnswerLost: true },
    { kind: 'failed', isAnswerLost: false },
  ])
  expect(JSON.stringify([refused, cut, away])).not.toMatch(/secret-token|127\.0\.0\.1/)
  discord = await startWebReceiver()
})

it('knows what the webhook is called, and never says its token', async () => {
  const ask = () =>
    nameOnDiscord({ url: `${discord.base}/api/webhooks/1/secret-token` }, discord.client, signal)
  discord.answer = (response) => void response.end('{"name":"Builds","token":"secret-token"}')
  expect(await ask()).toBe('Builds')
  discord.answer = (response) => void response.writeHead(404).end('secret-token')
  await expect(ask()).rejects.toThrow('Discord answers with status 404')
  discord.answer = (response) => void response.end('secret-token')
  await expect(ask()).rejects.toThrow('what answers there is no webhook of Discord')
  expect(discord.taken.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
})
