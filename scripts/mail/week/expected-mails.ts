/** A mail of the week: when it was told, to whom, and under which subject. */
export type ToldMail = {
  /** Day and minute, UTC. */
  readonly at: string
  readonly action: string
  readonly to: string
  readonly cc: string
  readonly replyTo: string | null
  readonly subject: string
}

const results = 'kernelci-results@groups.io'
const discussion = 'kernelci@lists.linux.dev'
const alerts = 'kernelcialerts@microsoft.com'

/**
 * The mails of the week from Monday, 2 February 2026, worked out by hand from notifications.md 5.1 (when), 1.5 (to
 * whom), 1.10 to 1.14 (what) and the rows of `rows-of-week.ts`.
 *
 * The commit of each day is checked out at midnight, so a status run at 02:30 reports that of the day before (2.7).
 * `board-8` passes and fails in turn from the first day on, `board-7` fails from the fourth (2.8). Nothing ran on
 * Thursday from 01:30 to 09:10 and on Sunday from 10:10 to 13:25; what was missed is told then (notifications.md O-34).
 */
// oxfmt-ignore
export const expectedMails: readonly ToldMail[] = [
  // 1.13: one mail for each board, also without a failure; somebody is in To (notifications.md O-16)
  { at: '2026-02-02 03:33', action: 'hardware', to: results, cc: 'boards@example.org', replyTo: null, subject: 'hardware board-7 summary - 2026-02-02 03:33 UTC' },
  // 1.12: none on Monday, when every test has one run; board-8 PASS FAIL is a regression
  { at: '2026-02-03 02:30', action: 'status', to: results, cc: 'net@example.org', replyTo: discussion, subject: '[STATUS] mainline/master - commit-of-day-2' },
  // 5.1: the subscription's recipients are ignored; a commit of 06:00 is old enough at 14:30
  { at: '2026-02-03 14:30', action: 'status', to: alerts, cc: results, replyTo: null, subject: '[STATUS][MICROSOFT] vendor/main - commit-of-tuesday' },
  // 2.8: PASS FAIL PASS is unstable, and worth a mail
  { at: '2026-02-04 02:30', action: 'status', to: results, cc: 'net@example.org', replyTo: discussion, subject: '[STATUS] mainline/master - commit-of-day-3' },
  // 1.10: incidents of 05:00; the digest, then the build issue of maestro alone, to the lists of its tracked tree.
  // The first process is asked to end between the two
  { at: '2026-02-04 05:59', action: 'new_issues', to: results, cc: '', replyTo: null, subject: 'new issues summary - 2026-02-04 05:59 UTC' },
  { at: '2026-02-04 05:59', action: 'issue', to: results, cc: 'regressions@lists.linux.dev, net@example.org', replyTo: discussion, subject: '[REGRESSION] mainline/master: (build)expected ; in drivers/net/foo.c' },
  // of the slot of 02:30, when nothing ran: what it would have told, and what the slot of Friday will not tell again
  { at: '2026-02-05 09:10', action: 'status', to: results, cc: 'net@example.org', replyTo: discussion, subject: '[STATUS] mainline/master - commit-of-day-4' },
  { at: '2026-02-05 09:10', action: 'status', to: results, cc: 'net@example.org', replyTo: discussion, subject: '[STATUS] mainline/master - commit-of-day-5' },
  { at: '2026-02-05 14:30', action: 'status', to: alerts, cc: results, replyTo: null, subject: '[STATUS][MICROSOFT] vendor/main - commit-of-thursday' },
  // 1.14
  { at: '2026-02-07 00:00', action: 'metrics', to: discussion, cc: results, replyTo: null, subject: 'KernelCI Metrics Report - 2026-02-07 00:00 UTC' },
  { at: '2026-02-07 02:30', action: 'status', to: results, cc: 'net@example.org', replyTo: discussion, subject: '[STATUS] mainline/master - commit-of-day-6' },
  // of the three slots from 10:59 to 12:59
  { at: '2026-02-08 13:25', action: 'new_issues', to: results, cc: '', replyTo: null, subject: 'new issues summary - 2026-02-08 13:25 UTC' },
]
