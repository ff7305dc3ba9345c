import { setTimeout as sleep } from 'node:timers/promises'
import { fault } from './fault.ts'

/** PostgreSQL says nothing for a while, and its connections stay. */
export const freezePostgres = fault('freeze-postgres', async ({ postgres }, random) => {
  // longer than whoever waits for an answer has patience, once in a while
  const frozenMs = random.chance(0.04) ? 35_000 : random.integer(200, 2_000)
  await postgres.freeze()
  try {
    await sleep(frozenMs)
  } finally {
    await postgres.thaw()
  }
})
