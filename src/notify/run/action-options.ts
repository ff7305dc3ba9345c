import type { ActionName } from '../actions.ts'
import type { RecipientOptions } from '../recipients/recipients-of.ts'
import type { ReportOptions } from '../report.ts'

/** What a command or a line of the schedule says (notifications.md 1.1). */
export type ActionOptions = {
  readonly action: ActionName
  readonly report: ReportOptions
  readonly recipients: RecipientOptions
  /** Where the files of subscriptions lie, below DATA_DIR; null for the usual place. */
  readonly subscriptionsFolder: string | null
  /** With angle brackets. */
  readonly inReplyTo: string | null
  /** Also what was told before. */
  readonly again: boolean
}

/** Options that do not go together. */
class OptionsUnusable extends Error {
  readonly code = 'options_unusable'
}

/** @throws OptionsUnusable that says what is missing */
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

/** One mail answers another one, not a handful (notifications.md O-40). */
function tellsMany(action: string): boolean {
  return ['new_issues', 'summary', 'hardware_summary'].includes(action)
}
