import { setTimeout as sleep } from 'node:timers/promises'
import { fault } from './fault.ts'

/** PostgreSQL is stopped, with or without time to end its sessions, and started again. */
export const restartPostgres = fault('restart-postgres', async ({ postgres }, random) => {
  await postgres.stop(random.pick(['fast', 'immediate']))
  try {
    await sleep(random.integer(0, 1_500))
  } finally {
    await postgres.start()
  }
})
