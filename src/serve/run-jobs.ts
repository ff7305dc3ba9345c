import type { Context } from '../context.ts'
import { openRunsJobs } from '../jobs/open-runs-jobs.ts'
import { scheduleOf } from '../jobs/schedule-file.ts'
import { Scheduler } from '../jobs/scheduler.ts'
import { openDelivery } from '../notify/delivery/open-delivery.ts'
import { runDeliveries } from '../notify/delivery/run-deliveries.ts'
import { together } from '../platform/together.ts'

/** Runs scheduled jobs and sends mails until the program is asked to end, unless it is told to leave them to others. */
export async function runJobs(context: Context): Promise<void> {
  if (context.config.jobs.areSkipped) {
    context.log.info({}, 'SKIP_CRONJOBS: scheduled jobs and mails are left to other processes')
    return
  }
  const schedule = scheduleOf(context.config.jobs)
  await together(context.signal, [
    (signal) => new Scheduler(schedule, openRunsJobs({ ...context, signal }, schedule)).run(),
    (signal) => sendMails({ ...context, signal }),
  ])
}

async function sendMails(context: Context): Promise<void> {
  const { way } = context.config.notify.mail
  if (way.kind === 'outbox') context.log.info({ why: way.why }, 'mails go into DATA_DIR/outbox')
  await using delivery = await openDelivery(context, { supervises: true })
  await context.pending.during('mails that are being sent', () =>
    runDeliveries(delivery, delivery.queue),
  )
}
