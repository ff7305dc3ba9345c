import { setTimeout } from 'node:timers/promises'
import { errorMessage } from '../platform/errors/error-message.ts'
import type { Job } from './job.ts'
import { runJob, type RunsJobs } from './run-job.ts'
import { claimSlot, type ClaimedRun, type DueSlot } from './runs/claim-slot.ts'
import { knownJobs, makeKnown } from './runs/known-jobs.ts'
import { takeOver } from './runs/take-over.ts'
import { cronExpression, type CronExpression } from './slots/cron-expression.ts'
import { DatabaseClock, timeOf } from '../store/app/database-clock.ts'
import { requireSameSchema } from '../store/app/schema/require-same-schema.ts'
import { dueSlots } from './slots/due-slots.ts'

/** A job, and the latest of its slots that is known to be taken; null before the first look. */
type Entry = { job: Job; expression: CronExpression; after: Date | null }

/** Between two looks at a database that does not answer, in milliseconds. */
const pauseInTroubleMs = 2_000

/** Until a process that has as many runs as it may looks for what is due again. */
const pauseWhenFullMs = 500

/** A slot that is a moment away by the clock of the database is asked for again after this. */
const soonestMs = 20

/**
 * Runs the jobs of a schedule when they are due, together with all other instances. One of another version than the one that
 * migrated last leaves them to those: it may not know what there is to do. It asks PostgreSQL
 * what time it is and which slots are taken every few seconds, and in between wakes up at the next slot.
 */
export class Scheduler {
  readonly #runs: RunsJobs
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #clock: DatabaseClock
  readonly #running = new Set<Promise<unknown>>()
  #lookAt = -Infinity
  #isInTrouble = false

  /** @throws an error for an expression that is none */
  constructor(schedule: readonly Job[], runs: RunsJobs) {
    this.#runs = runs
    this.#clock = new DatabaseClock(timeOf(runs.context.database.db))
    this.#entries = new Map(
      schedule.map((job) => [
        job.name,
        { job, expression: cronExpression(job.expression), after: null },
      ]),
    )
  }

  /** Until the program is asked to end; then runs are told so, and waited for. */
  async run(): Promise<void> {
    const { log, signal } = this.#runs.context
    while (!signal.aborted) {
      try {
        await this.#lookAndTake()
        if (this.#isInTrouble) log.info({}, 'jobs are looked after again')
        this.#isInTrouble = false
        await this.#sleep(this.#untilNextSlot())
      } catch (error) {
        if (!this.#isInTrouble && !signal.aborted) {
          log.warn({ reason: errorMessage(error) }, 'cannot look after jobs')
        }
        this.#isInTrouble = true
        this.#lookAt = -Infinity
        await this.#sleep(pauseInTroubleMs)
      }
    }
    await Promise.allSettled(this.#running)
  }

  async #lookAndTake(): Promise<void> {
    const isLook = performance.now() >= this.#lookAt
    if (isLook) await this.#learn()
    // before runs that were left behind: a later slot makes those needless
    for (const entry of this.#entries.values()) await this.#takeDue(entry)
    if (isLook) await this.#takeOver()
  }

  /** The time, and what all instances know. */
  async #learn(): Promise<void> {
    const { context, metrics, rules } = this.#runs
    const { db } = context.database
    const names = [...this.#entries.keys()]
    await requireSameSchema(context.database.pool)
    await this.#clock.ask()
    await makeKnown(db, names)
    for (const { name, slotsAfter, lastSuccess, lastSummary } of await knownJobs(db, names)) {
      const entry = this.#entries.get(name)
      if (entry !== undefined) entry.after = new Date(slotsAfter)
      if (lastSuccess !== null) metrics.succeeded(name, Date.parse(lastSuccess) / 1000)
      metrics.did(name, lastSummary)
    }
    this.#lookAt = performance.now() + rules.lookEveryMs
  }

  async #takeDue(entry: Entry): Promise<void> {
    const { job, expression, after } = entry
    if (after === null) return
    const { graceMs } = this.#runs.rules
    for (const due of dueSlots(job, expression, { after, now: this.#clock.now(), graceMs })) {
      if (this.#isFull || this.#runs.context.signal.aborted) return
      if (!(await this.#take(job, due))) return
      entry.after = due.slot
    }
  }

  /** False when it is too early for this slot. */
  async #take(job: Job, due: DueSlot): Promise<boolean> {
    const { context, metrics, owner, rules, announce } = this.#runs
    const log = context.log.child({ job: job.name, slot: due.slot })
    await requireSameSchema(context.database.pool)
    const claim = await claimSlot(context.database.db, due, {
      owner,
      leaseMs: rules.leaseMs,
      announce,
    })
    if (claim.kind === 'not yet') return false
    if (claim.kind === 'taken') return true
    if (due.missed > 0) {
      metrics.missed(job.name, due.missed)
      log.warn({ missed: due.missed }, 'slots of a job were missed')
    }
    if (claim.kind === 'skipped') {
      metrics.ended(job.name, 'skipped')
      log.warn({}, 'a slot is skipped: the run before it goes on')
    }
    if (claim.kind === 'claimed') this.#start(job, claim.run)
    return true
  }

  async #takeOver(): Promise<void> {
    const { context, metrics } = this.#runs
    if (this.#isFull || context.signal.aborted) return
    const jobs = new Map([...this.#entries].map(([name, { job }]) => [name, job]))
    for await (const { run, job, kind } of takeOver(context.database.db, jobs, this.#runs)) {
      const left = { job: job.name, slot: run.slot, host: run.host, process: run.process_id }
      if (run.isReleased) {
        context.log.info({ ...left, outcome: kind }, 'a job had been ended early')
      } else {
        context.log.warn({ ...left, outcome: kind }, 'the process of a job was killed')
        metrics.ended(job.name, kind === 'superseded' ? kind : 'killed')
      }
      if (kind === 'taken') this.#start(job, run)
      if (this.#isFull || context.signal.aborted) return
    }
  }

  #start(job: Job, run: ClaimedRun): void {
    const { pending } = this.#runs.context
    const running = pending.during(`the job ${job.name}`, () => runJob(job, run, this.#runs))
    this.#running.add(running)
    running
      .catch((error: unknown) => this.#runs.context.log.error({ err: error }, 'a job went astray'))
      .finally(() => this.#running.delete(running))
  }

  get #isFull(): boolean {
    return this.#running.size >= this.#runs.rules.atOnce
  }

  /** In milliseconds; no longer than to the next look. */
  #untilNextSlot(): number {
    if (this.#isFull) return pauseWhenFullMs
    const now = this.#clock.now().getTime()
    const waits = [...this.#entries.values()].map(({ expression, after }) =>
      after === null ? Infinity : (expression.nextSlot(after)?.getTime() ?? Infinity) - now,
    )
    return Math.min(this.#lookAt - performance.now(), ...waits)
  }

  /** Ends when the program is asked to end. */
  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#runs.context
    await setTimeout(Math.max(ms, soonestMs), undefined, { signal }).catch(() => {})
  }
}
