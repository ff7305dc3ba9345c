import { waitingFilesMax } from '../world/world.ts'
import { fault } from './fault.ts'

const refusedWithinMs = 30_000

/** More waits in the spool than may, while PostgreSQL is away, until a submission was refused for it. */
export const reachSpoolLimit = fault(
  'reach-spool-limit',
  async ({ postgres, dropped, submitter, nextSubmission }) => {
    await postgres.stop('fast')
    try {
      for (let number = 0; number < waitingFilesMax; number += 1) {
        await dropped.drop(nextSubmission())
      }
      const text = JSON.stringify(nextSubmission())
      const deadline = performance.now() + refusedWithinMs
      while ((await submitter.sendOnce(text)) !== 503) {
        if (performance.now() > deadline) throw new Error('the limit was not noticed')
      }
    } finally {
      await postgres.start()
    }
  },
)
