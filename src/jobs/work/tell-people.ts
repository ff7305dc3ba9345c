import type { Kysely } from 'kysely'
import { type DeliverySurroundings, openQueues } from '../../notify/delivery/open-delivery.ts'
import { excerptReader } from '../../notify/run/excerpt-reader.ts'
import type { ReportProblem } from '../../notify/report.ts'
import { runAction } from '../../notify/run/run-action.ts'
import { type ScheduledAction, scheduledOptions } from '../../notify/run/scheduled-action.ts'
import { readSubscriptions } from '../../notify/subscriptions/read-subscriptions.ts'
import { subscriptionsFolder } from '../../notify/subscriptions/subscriptions-folder.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { JobContext, JobSummary } from '../job.ts'
import { DatabaseClock, timeOf } from '../../store/app/database-clock.ts'

/** Some of what was found could not be told; the rest was. */
class ReportsFailed extends Error {
  readonly code = 'reports_failed'
}

/** What it works with. */
type Surroundings = Pick<JobContext, 'config' | 'log' | 'metrics' | 'signal'> & {
  database: DeliverySurroundings['database']
}

/** Problems that the history of the job names; the log has all. */
const namedMax = 5

/**
 * Finds what is to be told and puts it into the queue; whoever sends mails sends it. Nobody is asked.
 *
 * @param now of the database, as slots go by it, unless told otherwise: by the clock of a machine that is a moment
 * behind, the week of Saturday 00:00 would be the one that ended the day before
 * @throws ReportsFailed when something could not be told, so that the health check hears of it
 */
export function tellPeople(
  tells: ScheduledAction,
  now: (db: Kysely<Database>) => Date | Promise<Date> = (db) => new DatabaseClock(timeOf(db)).ask(),
): (context: Surroundings) => Promise<JobSummary> {
  return async (context) => {
    const { config, database, log, signal } = context
    const options = scheduledOptions(tells)
    await using queues = await openQueues(context, { supervises: false })
    const { queued, held, problems } = await runAction({
      action: options.action,
      options: options.report,
      mail: {
        ...options.recipients,
        sender: config.notify.mail.sender,
        inReplyTo: options.inReplyTo,
      },
      again: options.again,
      rules: config.notify,
      db: database.db,
      readSubscriptions: () =>
        readSubscriptions(subscriptionsFolder(config.dataDir), { mayBeMissing: true }),
      excerptAt: excerptReader(context),
      links: config.notify.links,
      now: await now(database.db),
      signal,
      log,
      queue: queues.mails,
      announce: queues.announce,
      decide: () => Promise.resolve('tell'),
      onTold: () => Promise.resolve(),
    })
    if (problems.length > 0) throw new ReportsFailed(problemsText(problems, queued))
    return { told: queued, held }
  }
}

function problemsText(problems: readonly ReportProblem[], told: number): string {
  const named = problems
    .slice(0, namedMax)
    .map(({ item, message, code }) => `${item}: ${message} (${code})`)
  const more = problems.length > namedMax ? [`and ${problems.length - namedMax} more`] : []
  return `${told} told, ${problems.length} not: ${[...named, ...more].join('; ')}`
}
