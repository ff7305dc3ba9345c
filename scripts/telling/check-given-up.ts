import { setTimeout as sleep } from 'node:timers/promises'
import { jobLate } from '../../src/notify/events/events-of-jobs.ts'
import { commandOutput } from './command-output.ts'
import type { Announcing, TellingWorld } from './telling-world.ts'

/** Until a process has sent something, in milliseconds. */
const sentMsMax = 60_000

/** What the webhook refuses for good waits for a person, who has it sent again or drops it. */
export async function checkGivenUp(
  { env, webhook, tally }: TellingWorld,
  { announce, database }: Announcing,
): Promise<void> {
  const notices = () =>
    database.db
      .selectFrom('notice')
      .select(['id', 'event_id', 'state'])
      .where('type', '=', 'job.late')
      .where('channel', '=', 'webhook')
      .orderBy('id')
      .execute()
  const areAll = async (states: readonly string[]) => {
    for (const until = Date.now() + sentMsMax; Date.now() < until; await sleep(100)) {
      const found = (await notices()).map(({ state }) => state)
      if (found.join() === states.join()) return true
    }
    return false
  }
  webhook.behaviour = 'be gone'
  const slot = new Date().toISOString()
  for (const run of [1, 2]) {
    await announce(jobLate({ job: 'prune', run, slot, missed: 1, made_up: true }, slot))
  }
  const wereGivenUp = await areAll(['failed', 'failed'])
  webhook.behaviour = 'take'
  const [first, second] = (await notices()).map(({ id }) => `notice:${id}`)
  const failed = await commandOutput(['jobs', 'failed', '--queue', 'webhook'], env)
  tally.check(
    'jobs failed shows what the webhook refused',
    wereGivenUp && [first, second].every((id) => failed.includes(`${id} `)),
    failed,
  )
  const dropped = await commandOutput(['jobs', 'delete', String(second)], env)
  const retried = await commandOutput(['jobs', 'retry', String(first)], env)
  const isSent = await areAll(['sent', 'dropped'])
  const [sent] = await notices()
  tally.check(
    'jobs retry sends it under its id, jobs delete drops it',
    isSent && webhook.taken.some(({ headers }) => headers['webhook-id'] === sent?.event_id),
    dropped + retried,
  )
}
