import type { Context } from '../../context.ts'
import { DatabaseClock, timeOf } from '../../store/app/database-clock.ts'
import { type Delivery, deliverMail, problemOf } from '../../notify/delivery/deliver-mail.ts'
import { excerptReader } from '../../notify/run/excerpt-reader.ts'
import { openDelivery } from '../../notify/delivery/open-delivery.ts'
import type { Told } from '../../notify/delivery/tell-mail.ts'
import type { Mail } from '../../notify/mail/mail.ts'
import type { Report } from '../../notify/report.ts'
import type { ActionOptions } from '../../notify/run/action-options.ts'
import { type Decision, runAction } from '../../notify/run/run-action.ts'
import type { ActionOutcome } from '../../notify/run/tally.ts'
import { createLog } from '../../platform/log.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'
import { readSubscriptions } from '../../notify/subscriptions/read-subscriptions.ts'
import { subscriptionsFolder } from '../../notify/subscriptions/subscriptions-folder.ts'
import type { Subscriptions } from '../../notify/subscriptions/subscriptions.ts'
import { harmlessText } from '../../platform/harmless-text.ts'
import { Answers } from './answers.ts'
import { askAboutMail } from './ask-about-mail.ts'
import { mailText } from './mail-text.ts'
import { PreviewFile } from './preview-file.ts'

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
    if (!('asks' in manner) || answers === undefined) {
      process.stdout.write(mailText(mail, 'not sent, because --send is not given'))
      file?.add(mail)
      return 'leave'
    }
    // one after the other through all of them: those that are to be asked about never again
    const mayIgnore = report.kind === 'issue' && options.report.all
    if (!manner.asks && !mayIgnore) return 'tell'
    process.stdout.write(mailText(mail))
    return askAboutMail(answers, { mayIgnore, asks: manner.asks })
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

/** A folder that somebody names has to be there. */
function subscriptionsOf(
  dataDir: string,
  { subscriptionsFolder: folder }: ActionOptions,
): Promise<Subscriptions> {
  return readSubscriptions(subscriptionsFolder(dataDir, folder ?? undefined), {
    mayBeMissing: folder === null,
  })
}

async function deliverNow(
  delivery: Delivery,
  mail: Mail,
  told: Told,
): Promise<{ text: string; isForAll: boolean }> {
  if (told.kind === 'told before') return { text: 'told by another process', isForAll: true }
  if (told.kind === 'held') {
    return { text: `held as mail:${told.id}, ${told.why}; see jobs failed`, isForAll: true }
  }
  const delivered = await deliverMail(delivery, told.id)
  if (delivered.kind !== 'attempted') return { text: 'sent by another process', isForAll: true }
  const { accepted, refused, waiting } = delivered.standing
  const problem = problemOf(delivered.attempt) ?? ''
  const parts = [
    ...(accepted > 0 ? [`${accepted} of ${mail.to.length + mail.cc.length} have it`] : []),
    ...(refused > 0 ? [`${refused} refused (${problem})`] : []),
    ...(waiting > 0
      ? [`${waiting} to be tried again by a process that runs jobs (${problem})`]
      : []),
    mail.messageId,
  ]
  return { text: parts.join(', '), isForAll: refused + waiting === 0 }
}

function tellOutcome(
  { queued, held, left, ignored, problems, notes }: ActionOutcome,
  way: Context['config']['notify']['mail']['way'],
  isSent: boolean,
): void {
  for (const { item, code, message } of problems) {
    process.stderr.write(`treeline: ${harmlessText(`${item}: ${message} (${code})`)}\n`)
  }
  for (const note of notes) process.stderr.write(`treeline: ${harmlessText(note)}\n`)
  if (queued + held + left + ignored + problems.length === 0) {
    process.stdout.write('nothing to tell\n')
    return
  }
  if (isSent && queued > 0 && way.kind === 'outbox') {
    process.stdout.write(`mails are files of DATA_DIR/outbox, because ${way.why}\n`)
  }
  const counts = { told: queued, held, 'not told': left, ignored, failed: problems.length }
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  process.stdout.write(`${parts.map(([name, count]) => `${count} ${name}`).join(', ')}\n`)
}
