import type { Logger } from '../../platform/log/log.ts'
import type { Kysely } from 'kysely'
import { forgetDictionaries } from '../../read/dictionaries/open-database.ts'
import type { Database } from '../../store/app/schema/database-types.ts'
import { type ActionName, actions } from '../actions.ts'
import type { HoldRules } from '../delivery/hold-rules.ts'
import { lookedUntil, noteLookedUntil } from '../delivery/ledger/looked-until.ts'
import { ignoreItems, toldItems } from '../delivery/ledger/told-items.ts'
import type { Announce } from '../delivery/notices/announce.ts'
import type { MailQueue } from '../delivery/queue/mail-queue.ts'
import { type Told, tellMail } from '../delivery/tell-mail.ts'
import type { Mail } from '../mail/mail.ts'
import type { Finding, Findings, Report, ReportOptions, ReportProblem } from '../report.ts'
import { noSubscriptions, type Subscriptions } from '../subscriptions/subscriptions.ts'
import { type MailOptions, prepareMail } from './prepare-mail.ts'
import { type ActionOutcome, Tally } from './tally.ts'

/** What to do with a mail: send it, leave it for later, or never send it (`ignore`). */
export type Decision = 'tell' | 'leave' | 'ignore'

export type ActionRun = {
  readonly action: ActionName
  readonly options: ReportOptions
  readonly mail: MailOptions
  /** Sends also what was sent before. */
  readonly again: boolean
  readonly rules: HoldRules
  readonly db: Kysely<Database>
  /** Reads the subscriptions. Not called for actions that do not depend on them. */
  readonly readSubscriptions: () => Promise<Subscriptions>
  /** Reads log excerpts that were moved out of their rows. */
  readonly excerptAt: Finding['excerptAt']
  readonly links: string
  readonly now: Date
  readonly signal: AbortSignal
  readonly log: Pick<Logger, 'warn' | 'error'>
  /** Null for a dry run, which changes nothing. */
  readonly queue: MailQueue | null
  readonly announce: Announce
  /** Called before each mail. */
  readonly decide: (mail: Mail, report: Report) => Promise<Decision>
  /** Called with what became of each mail. */
  readonly onTold: (mail: Mail, told: Told) => Promise<void>
}

/** How often to look: again each time another process has told some of the findings meanwhile. */
const findingsMax = 3

/**
 * Finds what is to be reported and puts the mails into the queue, one after the other. A report that fails does not stop
 * the others (notifications.md O-07). The next run begins where this one ended only when nothing failed and nothing was
 * left out (notifications.md O-34).
 *
 * @throws the reason of the signal; mails until then are in the queue
 * @throws the database's errors
 */
export async function runAction(run: ActionRun): Promise<ActionOutcome> {
  // there may be another server since the last run, which a process notices only if it follows commits
  forgetDictionaries()
  const tally = new Tally()
  const subscriptions = hearsSubscriptions(run.action)
    ? await run.readSubscriptions()
    : noSubscriptions
  for (let finding = 1; finding <= findingsMax; finding += 1) {
    const { reports, problems, notes } = await find(run, subscriptions)
    tally.beginFinding([...unusable(subscriptions), ...problems], notes)
    for (const report of reports) await tellOne(run, report, tally)
    if (!tally.wasOvertaken) break
  }
  const { outcome } = tally
  for (const note of outcome.notes) run.log.warn({ note }, 'nothing to tell of')
  const isComplete = outcome.problems.length === 0 && outcome.left === 0 && !tally.wasOvertaken
  if (run.queue !== null && isComplete) {
    await noteLookedUntil(run.db, windowOf(run), run.now)
  }
  return outcome
}

function hearsSubscriptions(action: string): boolean {
  return action !== 'fake_report' && action !== 'metrics_summary'
}

/** Files of subscriptions that cannot be used. They are left out (notifications.md O-11), and reported as problems. */
function unusable({ faults }: Subscriptions): ReportProblem[] {
  return faults
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, reason }) => ({
      item: line === null ? file : `${file}:${line}`,
      code: 'subscription_unusable',
      message: reason,
    }))
}

async function find(run: ActionRun, subscriptions: Subscriptions): Promise<Findings> {
  const { action, db, now, links, options, signal, again, excerptAt } = run
  const finding: Finding = {
    database: db,
    now,
    lookedUntil: await lookedUntil(db, windowOf(run)),
    told: async (kind, items) => (again ? new Set<string>() : toldItems(db, { kind, items })),
    excerptAt,
    subscriptions,
    links,
    options,
    signal,
  }
  return actions[action](finding)
}

/** The name under which the end of the last run is kept. Reports for some origins only have a name of their own. */
function windowOf({ action, options }: ActionRun): string {
  const origins = options.summaryOrigins ?? options.hardwareOrigins
  return origins === undefined ? action : `${action} ${origins.toSorted().join(',')}`
}

/** Prepares one mail, asks what to do with it, and does that. Errors are noted in the tally. */
async function tellOne(run: ActionRun, report: Report, tally: Tally): Promise<void> {
  run.signal.throwIfAborted()
  if (tally.hasLeft(report)) return
  const { db, queue, announce, again, rules } = run
  const prepared = await tally.isolate(report, run, async () => {
    const known = again ? 0 : (await toldItems(db, report)).size
    if (known === new Set(report.items).size) return undefined
    return prepareMail(db, report, { ...run.mail, now: run.now })
  })
  if (prepared === undefined) return
  const decision = await run.decide(prepared.mail, report)
  if (queue === null || decision === 'leave') return tally.leave(report)
  await tally.isolate(report, run, async () => {
    if (decision === 'ignore') {
      await ignoreItems(db, report)
      return tally.count('ignored')
    }
    const told = await tellMail({ db, queue, announce, rules, again }, report, prepared)
    tally.count(told.kind)
    await run.onTold(prepared.mail, told)
  })
}
