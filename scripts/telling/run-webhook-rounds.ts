import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { Random } from '../../src/example-data/random.ts'
import { unsentNotices } from '../../src/notify/delivery/notices/ledger/unsent-notices.ts'
import { jobFailed } from '../../src/notify/events/events-of-jobs.ts'
import type { Database } from '../../src/store/app/schema/database-types.ts'
import { SupervisedProcess } from '../faults/world/supervised-process.ts'
import { checkGivenUp } from './check-given-up.ts'
import { checkSignatureInPython } from './check-python.ts'
import { plantedIn } from './planted-secrets.ts'
import { type Announcing, openAnnouncing, type TellingWorld } from './telling-world.ts'
import type { WebhookBehaviour } from './webhook-stand-in.ts'

/** How long a fault lasts at most once an event has met it, in milliseconds. */
const faultMsMax = 600

/** How long an event may take to meet it: a process that was killed has to start. */
const meetingMsMax = 30_000

/** How long the last ones may take when nothing is broken any more. */
const settleMs = 300_000

const behaviours: WebhookBehaviour[] = ['refuse', 'limit', 'hang', 'die', 'take and die']

/**
 * In each round two events happen and one thing breaks: a process that sends is killed at some moment, or the other
 * side behaves badly for a while. Afterwards nothing is broken, and events have time to arrive.
 */
export async function runWebhookRounds(world: TellingWorld): Promise<void> {
  const { rounds, seed, webhook, workspace } = world
  const random = new Random(seed, 'webhook')
  const env = {
    ...world.env,
    WEBHOOK_URL: webhook.url,
    WEBHOOK_SECRET: webhook.secret,
    LOG_LEVEL: 'info',
  }
  await using announcing = await openAnnouncing(env)
  const { db } = announcing.database
  const args = ['bin/treeline.js', 'serve', '--role', 'jobs']
  const logFile = join(workspace, 'webhook.log')
  const processes = ['one', 'two'].map(
    (name) => new SupervisedProcess({ name, args, env, logFile }),
  )
  for (let round = 1; round <= rounds; round += 1) {
    const behaviour = behaviours[random.integer(0, behaviours.length + 1)]
    webhook.behaviour = behaviour ?? 'take'
    const run = round * 2
    await happen(announcing, run)
    await happen(announcing, run + 1)
    await attemptBegins(db, run)
    await sleep(random.integer(0, faultMsMax))
    if (behaviour === undefined) await processes[random.integer(0, 1)]?.kill()
    webhook.behaviour = 'take'
    if (round % 50 === 0) console.log(`      ${round} rounds`)
  }
  for (const until = Date.now() + settleMs; Date.now() < until; await sleep(500)) {
    if ((await unsentNotices(db, 'webhook')).queued === 0) break
  }
  await checkEvents(world, db)
  await checkGivenUp({ ...world, env }, announcing)
  await Promise.all(processes.map((each) => each.end()))
  const planted = plantedIn(readFileSync(logFile, 'utf8'))
  world.tally.check('no secret in their log', planted.length === 0, planted.join())
  checkSignatureInPython(world)
}

function happen({ announce }: Announcing, run: number): Promise<void> {
  const failed = { job: 'verify', run, slot: null, host: 'h', problem: `Drift ≠ 0 in ${run}` }
  return announce(jobFailed(failed, new Date().toISOString()))
}

/** Waits until a process is at an event, or has been. */
async function attemptBegins(db: Kysely<Database>, run: number): Promise<void> {
  for (const until = Date.now() + meetingMsMax; Date.now() < until; await sleep(20)) {
    const { attempts } = await db
      .selectFrom('notice')
      .select('attempts')
      .where('channel', '=', 'webhook')
      .where('event_id', 'like', `job\\_failed\\_${run}\\_%`)
      .executeTakeFirstOrThrow()
    if (attempts > 0) return
  }
}

/** Compares what happened with what arrived, and with what the ledger says. */
async function checkEvents(
  { rounds, webhook, tally }: TellingWorld,
  db: Kysely<Database>,
): Promise<void> {
  const ledger = await db
    .selectFrom('notice')
    .select(['event_id', 'state', 'answers_lost'])
    .where('channel', '=', 'webhook')
    .execute()
  const bodies = Map.groupBy(webhook.taken, ({ headers }) => String(headers['webhook-id']))
  const times = (id: string) => bodies.get(id)?.length ?? 0
  const ids = new Set(ledger.map(({ event_id: id }) => id))
  const missing = ledger.filter(({ event_id: id }) => times(id) === 0)
  const repeated = ledger.filter(({ event_id: id }) => times(id) > 1)
  const lost = ledger.reduce((sum, { answers_lost: answers }) => sum + answers, 0)
  const unaccounted = ledger.filter(({ event_id: id, answers_lost: answers }) => {
    return times(id) > 1 + answers
  })
  const names = (rows: readonly { event_id: string }[]) => rows.map((row) => row.event_id).join()
  tally.check(`${ledger.length} events happened`, ledger.length === rounds * 2)
  tally.check('each arrived', missing.length === 0, names(missing))
  tally.check(
    'the ledger says so',
    ledger.every(({ state }) => state === 'sent'),
  )
  tally.check(
    `none arrived twice but for lost answers: ${repeated.length} repeated, ${lost} answers lost`,
    unaccounted.length === 0,
    names(unaccounted),
  )
  tally.check(
    'what came again was the same, and nothing else came',
    [...bodies].every(
      ([id, all]) => ids.has(id) && new Set(all.map(({ body }) => body)).size === 1,
    ),
  )
  tally.check(
    'everything was signed',
    webhook.faults.length === 0,
    webhook.faults.slice(0, 5).join('\n'),
  )
}
