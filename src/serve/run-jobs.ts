import type { Context } from '../context.ts'
import { openRunsJobs } from '../jobs/open-runs-jobs.ts'
import { scheduleOf } from '../jobs/schedule-file.ts'
import { Scheduler } from '../jobs/scheduler.ts'
import type { Channel } from '../notify/channels/channel.ts'
import type { OpenChannels } from '../notify/channels/open-channels.ts'
import { deliverableMails } from '../notify/delivery/deliverable-mails.ts'
import { deliverableNotices } from '../notify/delivery/notices/deliverable-notices.ts'
import { createNoticeMetrics } from '../notify/delivery/notices/notice-metrics.ts'
import { type OpenDelivery, openDelivery } from '../notify/delivery/open-delivery.ts'
import { runDeliveries } from '../notify/delivery/run-deliveries.ts'
import { together } from '../platform/waiting/together.ts'

/**
 * Runs scheduled jobs and sends mails and notices until the program is asked to end, unless it is told to leave
 * them to others.
 */
export async function runJobs(context: Context, { discord, webhook }: OpenChannels): Promise<void> {
  if (context.config.jobs.areSkipped) {
    context.log.info({}, 'SKIP_CRONJOBS: scheduled jobs and mails are left to other processes')
    return
  }
  const schedule = scheduleOf(context.config.jobs)
  const channels = [discord, webhook].filter((channel) => channel !== null)
  await using delivery = await openDelivery(context, { supervises: true })
  const { announce } = delivery
  await together(context.signal, [
    (signal) =>
      new Scheduler(schedule, openRunsJobs({ ...context, signal }, schedule, announce)).run(),
    (signal) => sendMails({ ...context, signal }, delivery),
    ...channels.map(
      (channel) => (signal: AbortSignal) => sendNotices({ ...context, signal }, delivery, channel),
    ),
  ])
}

async function sendMails(context: Context, delivery: OpenDelivery): Promise<void> {
  const { config, log, signal, pending } = context
  const { way } = config.notify.mail
  if (way.kind === 'outbox') log.info({ why: way.why }, 'mails go into DATA_DIR/outbox')
  const mails = deliverableMails({ ...delivery, signal })
  const deliver = (id: number) => pending.during(`the mail ${id}`, () => mails.deliver(id))
  await runDeliveries(delivery.queues.deliveries, { ...mails, deliver }, { log, signal })
}

async function sendNotices(
  { database, metrics, log, signal, pending }: Context,
  { queues, locks }: OpenDelivery,
  channel: Channel,
): Promise<void> {
  const notices = deliverableNotices({
    locks,
    db: database.db,
    channel,
    metrics: createNoticeMetrics(metrics),
    log,
    signal,
  })
  const deliver = (id: number) =>
    pending.during(`the notice ${id} for ${channel.name}`, () => notices.deliver(id))
  await runDeliveries(queues.deliveries, { ...notices, deliver }, { log, signal })
}
