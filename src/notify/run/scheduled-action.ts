import type { ActionName } from '../actions.ts'
import { readAddresses } from '../recipients/address.ts'
import type { ActionOptions } from './action-options.ts'

/** What a line of the schedule tells, and whom (notifications.md 5.1). */
export type ScheduledAction = {
  readonly action: ActionName
  /** Addresses, separated by commas. */
  readonly to?: string | undefined
  readonly cc?: string | undefined
  readonly addMailingLists?: boolean | 'regressions' | undefined
  readonly ignoreRecipients?: boolean | undefined
  /** Of status or hardware reports; all when it is not given. */
  readonly origins?: readonly string[] | undefined
}

/** @throws an error with code `address_unusable` */
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
