/**
 * One instance that runs a job every second, for `job-slots.ts`: a run takes a while and writes its slot into
 * a table without any key, so that a slot which ran twice would be there twice.
 */
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { loadConfig } from '../../src/config/config.ts'
import { openContext } from '../../src/context.ts'
import type { Job } from '../../src/jobs/job.ts'
import { openRunsJobs } from '../../src/jobs/open-runs-jobs.ts'
import { Scheduler } from '../../src/jobs/scheduler.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { PendingWork } from '../../src/platform/process/pending-work.ts'
import { listenForShutdown } from '../../src/platform/process/shutdown.ts'

const tick: Job = {
  name: 'tick',
  expression: '* * * * * *',
  timeoutMs: 30_000,
  whileRunning: 'run',
  whenMissed: 'run once',
  does: 'writes down its slot',
  work: async ({ database, run, signal }) => {
    await setTimeout(Math.random() * 1_500, undefined, { signal })
    await database.db.transaction().execute(async (tx) => {
      await sql`insert into ran (slot, process_id) values (${run.run.slot}, ${process.pid})`.execute(
        tx,
      )
      await run.doneWithin(tx, {})
    })
    await setTimeout(Math.random() * 500, undefined, { signal })
    return {}
  },
}

/** Short, so that what is killed comes back soon. */
const rules = { leaseMs: 1_000, graceMs: 60_000, lookEveryMs: 300, attemptsMax: 50, atOnce: 20 }

using shutdown = listenForShutdown({ onInsist: () => process.exit(1), watchParent: true })
await using context = await openContext({
  config: loadConfig(),
  log: createLog('error'),
  signal: shutdown.signal,
  pending: new PendingWork(),
  applicationName: 'treeline tick',
})
process.send?.('begun')
process.disconnect?.()
await new Scheduler(
  [tick],
  openRunsJobs(context, [tick], () => Promise.resolve(), rules),
).run()
