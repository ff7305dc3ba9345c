import { errorMessage } from '../../platform/errors/error-message.ts'
import type { ActionName } from '../../notify/actions.ts'
import { type Address, readAddresses } from '../../notify/recipients/address.ts'
import { type ActionOptions, requireTogether } from '../../notify/run/action-options.ts'
import { CommandFailure, exitStatuses } from '../command/failure.ts'

/** What the command was told (notifications.md 1.1). */
export type NotificationFlags = {
  action: ActionName
  send?: true
  yes?: true
  to?: string
  cc?: string
  inReplyTo?: string
  addMailingLists?: true
  ignoreRecipients?: true
  id?: string
  all?: true
  anyTest?: true
  summarySignupFolder?: string
  summaryOrigins?: string[]
  hardwareOrigins?: string[]
  force?: true
  preview?: string
  monitoringId?: string
  tree?: string
  updateStorage?: true
  skipSentReports?: true
}

/**
 * Reads what was told, and says of options that are kept for the reference's callers what became of them.
 *
 * @throws CommandFailure for what cannot be understood, or does not go together
 */
export function actionOptions(
  flags: NotificationFlags,
  warn: (text: string) => void,
): ActionOptions {
  if (flags.skipSentReports === true) {
    warn('--skip-sent-reports is old, and says the opposite of what it does; use --force')
  }
  if (flags.updateStorage === true) warn('--update-storage has no effect: it is always done')
  if (flags.tree !== undefined) warn('--tree has no effect')
  if (flags.addMailingLists === true && flags.to !== undefined) {
    warn('--to has no effect beside --add-mailing-lists')
  }
  if (flags.send === true && flags.preview !== undefined) {
    throw new CommandFailure('give either --send or --preview', exitStatuses.usage)
  }
  const options: ActionOptions = {
    action: flags.action,
    report: {
      all: flags.all ?? false,
      anyTest: flags.anyTest ?? false,
      ...(flags.id === undefined || flags.all === true ? {} : { id: flags.id }),
      ...(flags.summaryOrigins === undefined ? {} : { summaryOrigins: flags.summaryOrigins }),
      ...(flags.hardwareOrigins === undefined ? {} : { hardwareOrigins: flags.hardwareOrigins }),
    },
    recipients: {
      to: addresses('--to', flags.to),
      cc: addresses('--cc', flags.cc),
      addMailingLists: flags.addMailingLists ?? false,
      ignoreRecipients: flags.ignoreRecipients ?? false,
    },
    subscriptionsFolder: flags.summarySignupFolder ?? null,
    inReplyTo: flags.inReplyTo ?? null,
    again: (flags.force ?? flags.skipSentReports) === true,
  }
  try {
    requireTogether(options)
  } catch (error) {
    throw new CommandFailure(errorMessage(error), exitStatuses.usage)
  }
  return options
}

function addresses(option: string, text: string | undefined): Address[] {
  try {
    return text === undefined ? [] : readAddresses(text)
  } catch (error) {
    throw new CommandFailure(`${option}: ${errorMessage(error)}`, exitStatuses.usage)
  }
}
