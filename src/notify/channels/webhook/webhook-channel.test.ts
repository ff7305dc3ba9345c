import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startWebReceiver, type WebReceiver } from '../../../testing/hosts/web-receiver.ts'
import { jobFailed } from '../../events/events-of-jobs.ts'
import { pingWebhook, webhookChannel } from './webhook-channel.ts'

let receiver: WebReceiver
beforeEach(async () => {
  receiver = await startWebReceiver()
})
afterEach(() => receiver[Symbol.asyncDispose]())

const key = Buffer.alloc(32, 7)
const failed = { job: 'verify', run: 7, slot: null, host: 'h', problem: 'Drift ≠ 0' }
const event = jobFailed(failed, '2026-11-29T10:00:00.000Z')
const signal = new AbortController().signal

const options = () => ({
  config: {
    kind: 'webhook' as const,
    url: `${receiver.base}/hook?token=secret-token`,
    keys: [key, Buffer.alloc(24, 1)],
    events: [],
  },
  client: receiver.client,
})

it('sends an event whole, under the same id each time, with the time of the attempt', async () => {
  let now = Date.parse('2026-11-29T10:00:01.900Z')
  const channel = webhookChannel({ ...options(), now: () => now })
  expect(await channel.send(event, signal)).toEqual({ kind: 'delivered' })
  now += 60_000
  await channel.send(event, signal)
  expect(receiver.taken.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, event.id])
  expect(receiver.taken.map(({ headers }) => headers['webhook-timestamp'])).toEqual([
    '1795946401',
    '1795946461',
  ])
  const [first, again] = receiver.taken
  expect(first!.url).toBe('/hook?token=secret-token')
  expect(again!.body).toBe(first!.body)
  expect(JSON.parse(first!.body)).toEqual({
    type: 'job.failed',
    timestamp: event.at,
    summary: 'Job verify failed',
    data: failed,
  })
})

it('takes the word of one who answers at length', async () => {
  const page = 'a page for people'.repeat(10_000)
  // with its length beforehand, and without
  receiver.answer = (response) => void response.end(page)
  expect(await webhookChannel(options()).send(event, signal)).toEqual({ kind: 'delivered' })
  receiver.answer = (response) => void response.writeHead(200).end(page)
  expect(await webhookChannel(options()).send(event, signal)).toEqual({ kind: 'delivered' })
  expect(receiver.taken).toHaveLength(2)
})

it('asks again but for who is gone, and waits as long as the other side wants', async () => {
  const answers: [number, Record<string, string>][] = [
    [410, {}],
    [404, {}],
    [302, { Location: '/elsewhere' }],
    [500, {}],
    [503, { 'Retry-After': '2' }],
    [429, { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() }],
  ]
  const kinds: string[] = []
  for (const [status, headers] of answers) {
    receiver.answer = (response) => void response.writeHead(status, headers).end('secret-token')
    const answer = await webhookChannel(options()).send(event, signal)
    expect(JSON.stringify(answer)).not.toContain('secret-token')
    kinds.push(answer.kind)
  }
  expect(kinds).toEqual(['refused', 'failed', 'failed', 'failed', 'limited', 'limited'])
  expect(receiver.taken).toHaveLength(answers.length)
})

/** The program of docs/operations/webhook.md in one language. */
function sample(language: string): string {
  const page = readFileSync('docs/operations/webhook.md', 'utf8')
  const [, program = ''] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(page) ?? []
  return program
}

it('signs so that the program of the documentation believes it, and nobody else', async () => {
  await pingWebhook(options(), 'ping_1', signal)
  const [taken] = receiver.taken
  const { headers, body } = taken!
  const program = `${sample('js')}
    const { secret, all } = JSON.parse(process.env.GIVEN)
    console.log(JSON.stringify(all.map(([headers, body]) => isGenuine(secret, headers, body))))`
  const old = String(Number(headers['webhook-timestamp']) - 600)
  const given = {
    secret: `whsec_${key.toString('base64')}`,
    all: [
      [headers, body],
      [headers, `${body} `],
      [{ ...headers, 'webhook-id': 'ping_2' }, body],
      [{ ...headers, 'webhook-timestamp': old }, body],
      [{ ...headers, 'webhook-signature': 'v1,AAAA' }, body],
      [{ ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body],
      [{ ...headers, 'webhook-signature': 'v1,é' }, body],
      [{ ...headers, 'webhook-timestamp': '²' }, body],
    ],
  }
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, GIVEN: JSON.stringify(given) },
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual([true, false, false, false, false, true, false, false])
})
