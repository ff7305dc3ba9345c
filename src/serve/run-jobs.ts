import type { Context } from '../context.ts'
import { openRunsJobs } from '../jobs/open-runs-jobs.ts'
import { schedule } from '../jobs/schedule.ts'
import { Scheduler } from '../jobs/scheduler.ts'

/** Runs scheduled jobs until the program is asked to end, unless it is told to leave them to others. */
export async function runJobs(context: Context): Promise<void> {
  if (context.config.jobs.areSkipped) {
    context.log.info({}, 'SKIP_CRONJOBS: scheduled jobs are left to other processes')
    return
  }
  await new Scheduler(schedule, openRunsJobs(context, schedule)).run()
}
