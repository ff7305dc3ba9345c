import { setTimeout as sleep } from 'node:timers/promises'
import { asAdmin } from '../../../src/testing/database/database-admin.ts'
import { fault } from './fault.ts'

const cutOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where pid <> pg_backend_pid() and application_name like 'treeline %'`

/** All lose their sessions while one is frozen: it goes on with what has been claimed by others since. */
export const cutSessions = fault('cut-sessions', async ({ postgres, ingesters }, random) => {
  const frozen = random.pick(ingesters)
  frozen.freeze()
  try {
    await asAdmin(postgres.url, cutOthers)
    await sleep(random.integer(200, 2_000))
  } finally {
    frozen.thaw()
  }
})
