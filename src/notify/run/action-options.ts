import type { ActionName } from '../actions.ts'
import type { RecipientOptions } from '../recipients/recipients-of.ts'
import type { ReportOptions } from '../report.ts'

/** The options of an action, from a command or from a line of the schedule (notifications.md 1.1). */
export type ActionOptions = {
  readonly action: ActionName
  readonly report: ReportOptions
  readonly recipients: RecipientOptions
  /** The folder with the files of subscriptions; null for the usual one in DATA_DIR. */
  readonly subscriptionsFolder: string | null
  /** The id of the mail that is answered, with angle brackets. */
  readonly inReplyTo: string | null
  /** Sends also what was sent before. */
  readonly again: boolean
}

/** Options that cannot be combined, or lack another one. */
class OptionsUnusable extends Error {
  readonly code = 'options_unusable'
}

/** @throws OptionsUnusable whose message says what is missing or too much */
export function requireTogether({ action, report, inReplyTo }: ActionOptions): void {
  const name: string = action
  if (name === 'issue_report' && report.id === undefined && !report.all) {
    throw new OptionsUnusable('issue_report needs --id ISSUE, or --all')
  }
  if (name === 'test_report' && report.id === undefined) {
    throw new OptionsUnusable('test_report needs --id TEST')
  }
  if (inReplyTo === null) return
  if (!/^<[^<>\s@]+@[^<>\s@]+>$/.test(inReplyTo)) {
    throw new OptionsUnusable('--in-reply-to is a message id such as <1@kernelci.org>')
  }
  if (tellsMany(name) || report.all) {
    throw new OptionsUnusable(`--in-reply-to is for a single mail, and ${action} may send several`)
  }
}

/** Whether an action may send several mails, none of which can answer another mail (notifications.md O-40). */
function tellsMany(action: string): boolean {
  return ['new_issues', 'summary', 'hardware_summary'].includes(action)
}
