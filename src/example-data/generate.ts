import { arrivalsOf } from './arrival.ts'
import { portionsOf } from './checkout-portions.ts'
import { checkoutRun, type DataSet } from './checkout-run.ts'
import { issueHistories, issuesArriving } from './issues.ts'
import { planCheckouts, type PlannedCheckout } from './plan.ts'
import { Random } from './random.ts'
import type { Issue, Portion, Submission } from './submission.ts'
import { SubmissionWriter } from './submission-writer.ts'
import { defaultDays, TimeWindow } from './window.ts'

/** What to generate. */
export type GenerateOptions = {
  /** How many different tests, at least 1. */
  tests: number
  /** The same seed gives the same data, times aside. Default 1. */
  seed?: number
  /** The end of the data; default: the current time. Nothing in the data is later. */
  now?: Date
  /** How many days before `now` the data begins; default: {@link defaultDays}. */
  days?: number
}

/**
 * Example data as a stream of submissions like those of KernelCI's origins, in the order of arrival:
 * with late and repeated items, unknown results, skew, and everything else that an ingester meets.
 *
 * Deterministic for (tests, seed, days): only times depend on `now`. Memory does not grow with the
 * number of tests, but for the plan of the checkouts (a few megabytes at 50 million tests).
 */
export function* generateSubmissions(options: GenerateOptions): Generator<Submission> {
  const { dataSet, plan } = prepare(options)
  const random = new Random(dataSet.seed, 'arrival')
  const writer = new SubmissionWriter(random)
  for (const planned of plan) {
    yield* submitIssues(writer, issuesBefore(dataSet, planned.position, plan.length))
    const portions = portionsOf(checkoutRun(dataSet, planned))
    for (const { portion, separate } of arrivalsOf(portions, random)) {
      yield* submit(writer, planned, portion, separate)
    }
  }
  yield* writer.flushAll()
  yield* submitIssues(writer, issuesArriving(dataSet.issues, 1, Infinity))
  yield* writer.flushAll()
}

/** A submission and when it was received, ISO 8601. */
export type ReceivedSubmission = { submission: Submission; receivedAt: string }

/**
 * The submissions of {@link generateSubmissions} with the times at which they were received: none
 * before anything that it tells of began, none before the one ahead of it, none after `now`. What
 * counts by the time of arrival (issues, incidents, metrics) so spreads over the same days as the rest.
 */
export function* generateReceived(options: GenerateOptions): Generator<ReceivedSubmission> {
  const { tests, now = new Date(), days = defaultDays(tests) } = options
  let receivedAt = new TimeWindow(now, days).beginning
  for (const submission of generateSubmissions({ ...options, now })) {
    const { checkouts = [], builds = [], tests: run = [] } = submission
    for (const { start_time } of [...checkouts, ...builds, ...run]) {
      if (start_time > receivedAt) receivedAt = start_time
    }
    yield { submission, receivedAt }
  }
}

/** Some items in their final state, and when they would have been received. */
export type FinalItems = { items: Portion; receivedAt: string }

/**
 * The same data as {@link generateSubmissions} leaves it in the database: every item once, in its
 * final state, in small portions. For loading it past the ingester.
 */
export function* generateFinalItems(options: GenerateOptions): Generator<FinalItems> {
  const { dataSet, plan } = prepare(options)
  for (const planned of plan) {
    const run = checkoutRun(dataSet, planned)
    const issues = issuesBefore(dataSet, planned.position, plan.length)
    if (issues.length > 0) yield { items: { issues }, receivedAt: run.moment(0) }
    for (const items of portionsOf(run))
      yield { items, receivedAt: startOf(items) ?? run.moment(1) }
  }
  const issues = issuesArriving(dataSet.issues, 1, Infinity)
  yield { items: { issues }, receivedAt: dataSet.window.moment(0, 0) }
}

function startOf({ checkouts, builds, tests }: Portion): string | undefined {
  return (checkouts ?? builds ?? tests)?.[0]?.start_time
}

function prepare(options: GenerateOptions): { dataSet: DataSet; plan: PlannedCheckout[] } {
  const { tests, seed = 1, now = new Date(), days = defaultDays(tests) } = options
  if (!Number.isSafeInteger(tests) || tests < 1) {
    throw new RangeError(`the number of tests must be a whole number from 1, not ${tests}`)
  }
  const window = new TimeWindow(now, days)
  const dataSet = { seed, window, issues: issueHistories(seed) }
  return { dataSet, plan: planCheckouts(tests, seed, window) }
}

function issuesBefore({ issues }: DataSet, position: number, count: number): Issue[] {
  return issuesArriving(issues, position / count, (position + 1) / count)
}

function* submitIssues(writer: SubmissionWriter, issues: readonly Issue[]): Generator<Submission> {
  for (const issue of issues) {
    const full = writer.add(issue.origin, { issues: [issue] })
    if (full !== undefined) yield full
  }
}

/** The tests of one portion can belong to another origin than its checkout (a lab of its own). */
function* submit(
  writer: SubmissionWriter,
  { origin }: PlannedCheckout,
  portion: Portion,
  separate: boolean,
): Generator<Submission> {
  const sender = portion.tests?.[0]?.origin ?? origin
  const before = separate ? writer.flush(sender) : undefined
  if (before !== undefined) yield before
  const full = writer.add(sender, portion)
  if (full !== undefined) yield full
}
