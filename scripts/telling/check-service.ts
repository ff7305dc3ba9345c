import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { serve } from '../checks/treeline-process.ts'
import { plantedIn, plantedRequest } from './planted-secrets.ts'
import type { TellingWorld } from './telling-world.ts'

/** Until people are told of an error, in milliseconds. */
const toldMsMax = 20_000

const delivered = 'treeline_notice_attempts_total{channel="webhook",outcome="delivered"} 1'

/** A service that cannot read a table answers with an error, at once, and people are told of that and of no more. */
export async function checkService(world: TellingWorld): Promise<void> {
  const { discord, webhook, tally } = world
  const env = {
    ...world.env,
    DISCORD_WEBHOOK_URL: discord.webhook(4),
    WEBHOOK_URL: webhook.url,
    WEBHOOK_SECRET: webhook.secret,
    LOG_LEVEL: 'silent',
    PROMETHEUS_METRICS_ENABLED: 'true',
  }
  const [posted, taken] = [discord.taken.length, webhook.taken.length]
  await using service = await serve(env, { role: 'all' })
  await lock(world.env['DATABASE_URL'] ?? '')
  const asked = await Promise.all(Array.from({ length: 25 }, () => ask(service.base)))
  tally.check(
    `25 requests are answered with errors, the slowest after ${Math.max(...asked.map(({ ms }) => ms))} ms`,
    asked.every(({ status }) => status === 500),
    asked.map(({ status }) => status).join(' '),
  )
  const messages = () => discord.taken.slice(posted).filter((body) => body.includes('answers 500'))
  const events = () =>
    webhook.taken.slice(taken).filter(({ body }) => body.includes('"type":"server.error"'))
  for (const until = Date.now() + toldMsMax; Date.now() < until; await sleep(100)) {
    if (messages().length > 0 && events().length > 0) break
  }
  const said = [...messages(), ...events().map(({ body }) => body)]
  tally.check(
    'Discord and the webhook are told once, with the number',
    said.length === 2 && said.every((body) => body.includes('25 answers 500 internal: POST ')),
    said.join('\n'),
  )
  const metrics = await metricsOf(service.metrics, (text) => text.includes(delivered))
  const planted = plantedIn([...said, metrics].join(' '))
  tally.check('of no path, query, body or header', planted.length === 0, planted.join())
  tally.check('metrics count what was told', metrics.includes(delivered))
}

/** As they are once they say something: it is counted when the answer of who was told has come. */
async function metricsOf(url: string, saySo: (text: string) => boolean): Promise<string> {
  for (const until = Date.now() + toldMsMax; ; await sleep(100)) {
    const text = await (await fetch(`${url}/`)).text()
    if (saySo(text) || Date.now() > until) return text
  }
}

async function ask(base: string): Promise<{ status: number; ms: number }> {
  const begun = performance.now()
  const { path, body, token } = plantedRequest
  const answer = await fetch(`${base}/api/hardware/${path}/summary?note=${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      origin: body,
      startTimestampInSeconds: 1752000000,
      endTimestampInSeconds: 1752600000,
      selectedCommits: {},
      filter: {},
    }),
  })
  await answer.arrayBuffer()
  return { status: answer.status, ms: Math.round(performance.now() - begun) }
}

/** A table that is not what the program expects. */
async function lock(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('alter table checkouts rename to checkouts_away')
  await client.end()
}
