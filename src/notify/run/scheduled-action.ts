import type { ActionName } from '../actions.ts'
import { readAddresses } from '../recipients/address.ts'
import type { ActionOptions } from './action-options.ts'

/** An action in the schedule, and who gets its mails (notifications.md 5.1). */
export type ScheduledAction = {
  readonly action: ActionName
  /** Addresses, separated by commas. */
  readonly to?: string | undefined
  readonly cc?: string | undefined
  readonly addMailingLists?: boolean | 'regressions' | undefined
  readonly ignoreRecipients?: boolean | undefined
  /** The origins of status or hardware reports; all of them when not given. */
  readonly origins?: readonly string[] | undefined
}

/**
 * The options of a scheduled action.
 *
 * @throws an error with code `address_unusable`
 */
export function scheduledOptions({ action, origins, ...whom }: ScheduledAction): ActionOptions {
  return {
    action,
    report: {
      all: false,
      ...(origins === undefined ? {} : { summaryOrigins: origins, hardwareOrigins: origins }),
    },
    recipients: {
      to: readAddresses(whom.to ?? ''),
      cc: readAddresses(whom.cc ?? ''),
      addMailingLists: whom.addMailingLists ?? false,
      ignoreRecipients: whom.ignoreRecipients ?? false,
    },
    subscriptionsFolder: null,
    inReplyTo: null,
    again: false,
  }
}
