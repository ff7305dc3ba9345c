import type { Context } from '../../context.ts'
import { DatabaseClock, timeOf } from '../../store/app/database-clock.ts'
import { excerptReader } from '../../notify/run/excerpt-reader.ts'
import { openDelivery } from '../../notify/delivery/open-delivery.ts'
import type { Mail } from '../../notify/mail/mail.ts'
import type { Report } from '../../notify/report.ts'
import type { ActionOptions } from '../../notify/run/action-options.ts'
import { type Decision, runAction } from '../../notify/run/run-action.ts'
import { createLog } from '../../platform/log/log.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { readSubscriptions } from '../../notify/subscriptions/read-subscriptions.ts'
import { subscriptionsFolder } from '../../notify/subscriptions/subscriptions-folder.ts'
import type { Subscriptions } from '../../notify/subscriptions/subscriptions.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'
import { Answers } from './answers.ts'
import { askAboutMail } from './ask-about-mail.ts'
import { deliverNow } from './deliver-now.ts'
import { mailText } from './mail-text.ts'
import { PreviewFile } from './preview-file.ts'
import { tellOutcome } from './tell-outcome.ts'

/** Whether mails are really sent, after a question or without one, or only shown; hears of each that is written down. */
export type Manner = { asks: boolean; onTold: () => void } | { preview: string | null }

/**
 * Runs an action and, when it is told to send, brings each mail to its recipients at once. What does not
 * arrive stays in the queue for a process that runs jobs.
 *
 * @throws CommandFailure when something could not be told, or not to everybody
 */
export async function tellAndDeliver(
  context: Context,
  options: ActionOptions,
  manner: Manner,
): Promise<void> {
  // what a log would warn of is said in its place
  const { logLevel } = context.config
  const log = createLog(logLevel === 'warn' ? 'error' : logLevel)
  await using delivery =
    'asks' in manner ? await openDelivery({ ...context, log }, { supervises: false }) : undefined
  using answers = 'asks' in manner ? new Answers(context.signal) : undefined
  using file = 'preview' in manner ? PreviewFile.of(manner.preview) : undefined
  const decide = async (mail: Mail, report: Report): Promise<Decision> => {
    if ('asks' in manner && answers !== undefined) {
      return decideOnMail(mail, report, { answers, asks: manner.asks, all: options.report.all })
    }
    process.stdout.write(mailText(mail, 'not sent, because --send is not given'))
    file?.add(mail)
    return 'leave'
  }
  let notEverybody = 0
  process.stdout.write(`${options.action}\n`)
  const outcome = await runAction({
    action: options.action,
    options: options.report,
    mail: {
      ...options.recipients,
      sender: context.config.notify.mail.sender,
      inReplyTo: options.inReplyTo,
    },
    again: options.again,
    rules: context.config.notify,
    db: context.database.db,
    readSubscriptions: () => subscriptionsOf(context.config.dataDir, options),
    excerptAt: excerptReader({ ...context, log }),
    links: context.config.notify.links,
    // the window that it leaves to the next run must not end ahead of what arrives
    now: await new DatabaseClock(timeOf(context.database.db)).ask(),
    signal: context.signal,
    log,
    queue: delivery?.queues.mails ?? null,
    announce: delivery?.announce ?? (() => Promise.resolve()),
    decide,
    onTold: async (mail, told) => {
      if (delivery === undefined || !('asks' in manner)) return
      if (told.kind !== 'told before') manner.onTold()
      const end = await deliverNow(delivery, mail, told)
      if (!end.isForAll) notEverybody += 1
      process.stdout.write(`${harmlessText(`${mail.subject}: ${end.text}`)}\n`)
    },
  })
  tellOutcome(outcome, context.config.notify.mail.way, 'asks' in manner)
  const failed = outcome.problems.length + notEverybody
  if (failed > 0) {
    throw new CommandFailure(`${failed} not told, or not to everybody`, exitStatuses.incomplete)
  }
}

async function decideOnMail(
  mail: Mail,
  report: Report,
  { answers, asks, all }: { answers: Answers; asks: boolean; all: boolean },
): Promise<Decision> {
  // one after the other through all of them: those that are to be asked about never again
  const mayIgnore = report.kind === 'issue' && all
  if (!asks && !mayIgnore) return 'tell'
  process.stdout.write(mailText(mail))
  return askAboutMail(answers, { mayIgnore, asks })
}

/** A folder that somebody names has to be there. */
function subscriptionsOf(
  dataDir: string,
  { subscriptionsFolder: folder }: ActionOptions,
): Promise<Subscriptions> {
  return readSubscriptions(subscriptionsFolder(dataDir, folder ?? undefined), {
    mayBeMissing: folder === null,
  })
}
