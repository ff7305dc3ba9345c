import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { loadConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { reportKinds } from '../../src/config/tellable.ts'
import { openChannels } from '../../src/notify/channels/open-channels.ts'
import { unsentNotices } from '../../src/notify/delivery/notices/ledger/unsent-notices.ts'
import { createNoticeMetrics } from '../../src/notify/delivery/notices/notice-metrics.ts'
import { secretsHider } from '../../src/notify/events/hide-secrets.ts'
import { postTrouble } from '../../src/notify/troubles/post-trouble.ts'
import { tellTroubles } from '../../src/notify/troubles/tell-troubles.ts'
import { TroubleCollector } from '../../src/notify/troubles/trouble-collector.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { createMetricsRegistry } from '../../src/platform/metrics/metrics.ts'
import { SupervisedProcess } from '../faults/world/supervised-process.ts'
import { plantedIn } from './planted-secrets.ts'
import { randomEvents, randomTroubles } from './random-events.ts'
import { openAnnouncing, type TellingWorld } from './telling-world.ts'

/** Nobody is told later than this, in milliseconds. */
const settleMs = 600_000

/** Half of the events are errors that a process posts, half come from ledger and queue, by another one. */
export async function floodDiscord(world: TellingWorld): Promise<void> {
  const { events, seed, discord, tally, workspace } = world
  const env = {
    ...world.env,
    DISCORD_WEBHOOK_URL: discord.webhook(1),
    DISCORD_REPORTS: JSON.stringify(reportKinds),
    LOG_LEVEL: 'info',
  }
  const begun = performance.now()
  await using announcing = await openAnnouncing(env)
  const told = randomEvents(Math.floor(events / 2), seed)
  const logFile = join(workspace, 'discord.log')
  const args = ['bin/treeline.js', 'serve', '--role', 'jobs']
  const sender = new SupervisedProcess({ name: 'discord', args, env, logFile })
  const posting = postErrors(world, events - told.length)
  for (const event of told) await announcing.announce(event)
  // whoever says it twice, says it once
  for (const event of told.slice(0, 20)) await announcing.announce(event)
  const { db } = announcing.database
  const isSettled = async () => (await unsentNotices(db, 'discord')).queued === 0
  for (const until = Date.now() + settleMs; Date.now() < until; await sleep(200)) {
    if (await isSettled()) break
  }
  const metrics = await posting
  await sender.end()
  const seconds = Math.round((performance.now() - begun) / 1000)
  const { taken, limited, faults } = discord
  const share = Math.round((100 * limited) / (limited + taken.length))
  tally.check(
    `Discord took ${taken.length} of ${events} events, and limited ${limited} times (${share} %), in ${seconds} s`,
    // 31 % are to be expected
    taken.length === events && (events < 200 || (share >= 23 && share <= 40)),
  )
  tally.check(
    'nothing was too long, too early, a mention or a secret',
    faults.length === 0,
    faults.slice(0, 5).join('\n'),
  )
  const { rows } = await sql<{ all: string }>`
    select coalesce(string_agg(n::text, ' '), '') as all from notice n
    union all select coalesce(string_agg(j::text, ' '), '') from pgboss.job j`.execute(db)
  const stored = rows.map(({ all }) => all).join(' ')
  const seen = { rows: stored, log: readFileSync(logFile, 'utf8'), metrics }
  for (const [where, text] of Object.entries(seen)) {
    const planted = plantedIn(text, { people: false })
    tally.check(
      `no secret in ${where} (${text.length} characters)`,
      planted.length === 0,
      planted.join(),
    )
  }
}

/** @returns the metrics of the process */
async function postErrors(world: TellingWorld, count: number): Promise<string> {
  const { env, discord, seed, tally } = world
  const config = loadConfig(readEnv({ ...env, DISCORD_WEBHOOK_URL: discord.webhook(2) }))
  const registry = createMetricsRegistry()
  const { discord: channel } = openChannels(config.notify, registry)
  if (channel === null) throw new Error('Discord is told nothing')
  const metrics = createNoticeMetrics(registry)
  const rules = { gatherMs: 0, quietMs: settleMs, forgetMs: settleMs, kindsMax: count }
  let dropped = 0
  const collector = new TroubleCollector((troubles) => (dropped += troubles), rules)
  const log = createLog('silent')
  const hide = secretsHider(config.notify.secrets)
  const stopping = new AbortController()
  const tell = postTrouble(channel, { metrics, log, hide })
  const telling = tellTroubles({ collector, tell, log }, stopping.signal, {
    lookEveryMs: 1,
    farewellMs: 1_000,
  })
  // all at once, each three times: one message says so
  const troubles = randomTroubles(count, seed)
  for (const trouble of [...troubles, ...troubles, ...troubles]) collector.note(trouble)
  for (const until = Date.now() + settleMs; Date.now() < until; await sleep(50)) {
    if (collector.isTold) break
  }
  stopping.abort(new Error('all is told'))
  await telling
  const repeated = discord.taken.filter((body) => /"title":"3 (?:answers|submissions) /.test(body))
  tally.check(
    `${count} errors, each three times, are ${repeated.length} messages that say so`,
    repeated.length === count && dropped === 0,
  )
  return registry.metrics()
}
