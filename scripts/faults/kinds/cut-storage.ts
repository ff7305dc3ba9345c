import { setTimeout as sleep } from 'node:timers/promises'
import { fault } from './fault.ts'

/** The storage service of log excerpts fails, is overloaded, or does not know us any more. */
export const cutStorage = fault('cut-storage', async ({ storage }, random) => {
  storage.status = random.pick([500, 503, 401])
  try {
    await sleep(random.integer(200, 3_000))
  } finally {
    storage.status = 200
  }
})
