import { type Address, readAddresses } from './address.ts'
import { distinctAddresses } from './distinct-addresses.ts'
import {
  discussionList,
  isArchived,
  isTracked,
  regressionsList,
  resultsList,
} from './mailing-lists.ts'
import type { Report } from '../report.ts'

/** What the command or the schedule says of recipients (notifications.md 1.1). */
export type RecipientOptions = {
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** To goes to the list of results, answers to the list for discussions; only that of regression reports, or of all. */
  readonly addMailingLists: boolean | 'regressions'
  /** Without those whom the subscription names. */
  readonly ignoreRecipients: boolean
}

export type Recipients = {
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly replyTo: Address | null
  /** A list that is archived, and read by robots, is among them. */
  readonly toLists: boolean
}

/** Nobody would get it (notifications.md O-03). */
class NoRecipients extends Error {
  readonly code = 'no_recipients'
}

/**
 * Who gets a report (notifications.md 1.5): everybody once, and somebody in To (notifications.md O-16).
 *
 * @throws NoRecipients
 * @throws an error with code `address_unusable` for what a subscription names
 */
export function recipientsOf(
  report: Pick<Report, 'tree' | 'subscribers' | 'isRegression'>,
  options: RecipientOptions,
): Recipients {
  const { addMailingLists: wanted, ignoreRecipients } = options
  const addMailingLists = wanted === 'regressions' ? report.isRegression : wanted
  const isForRegressionsList =
    addMailingLists && report.isRegression && isTracked(report.tree?.name)
  const everybody = distinctAddresses([
    ...(addMailingLists ? [resultsList] : options.to),
    ...(isForRegressionsList ? [regressionsList] : []),
    ...options.cc,
    ...(ignoreRecipients ? [] : report.subscribers.flatMap(readAddresses)),
  ])
  if (everybody.length === 0) {
    throw new NoRecipients(
      'nobody would get it: name somebody by --to, --cc or --add-mailing-lists',
    )
  }
  const first = distinctAddresses(addMailingLists ? [resultsList] : options.to).length || 1
  return {
    to: everybody.slice(0, first),
    cc: everybody.slice(first),
    replyTo: addMailingLists ? discussionList : null,
    toLists: everybody.some(isArchived),
  }
}
