import {
  type Kysely,
  sql,
  type Transaction,
  type UpdateQueryBuilder,
  type UpdateResult,
} from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'
import type { ClaimedRun } from './claim-slot.ts'
import { databaseNow, leaseUntil } from './lease-until.ts'
import type { RunOwner } from './run-owner.ts'

/** The run was taken over: this process was silent for too long. */
export class LeaseLost extends Error {
  readonly code = 'lease_lost'

  constructor() {
    super('another process has taken the run over')
  }
}

/** What a run did, by name: counts, mostly. It is shown in the history. */
export type JobSummary = Record<string, number | string | boolean>

/** How a run ended. */
export type RunEnd =
  | { outcome: 'done'; summary: JobSummary }
  | { outcome: 'failed' | 'stopped'; problem: string; summary?: JobSummary }

/** The right of this process to a run, as long as it confirms it in time. */
export class RunLease {
  readonly run: ClaimedRun
  readonly #db: Kysely<Database>
  readonly #owner: RunOwner
  readonly #leaseMs: number
  #isDoneWithin = false

  constructor(db: Kysely<Database>, run: ClaimedRun, owner: RunOwner, leaseMs: number) {
    this.#db = db
    this.run = run
    this.#owner = owner
    this.#leaseMs = leaseMs
  }

  /**
   * For work in PostgreSQL that must not be done twice: its last statement. What the transaction did and that
   * the run is done are committed together, or neither is.
   *
   * @throws LeaseLost when another process has taken the run over; nothing may be committed then
   */
  async doneWithin(tx: Kysely<Database>, summary: JobSummary): Promise<void> {
    await this.#change((query) => query.set(endOf({ outcome: 'done', summary })), tx)
    this.#isDoneWithin = true
  }

  /** @throws LeaseLost */
  renew(): Promise<void> {
    return this.#change((query) => query.set({ lease_until: leaseUntil(this.#leaseMs) }))
  }

  /**
   * Once, however often it is asked to: PostgreSQL may have committed it and gone before it could say so.
   *
   * @param also belongs to it: both are committed, or neither is
   * @throws LeaseLost
   */
  async end(end: RunEnd, also: (tx: Transaction<Database>) => Promise<void>): Promise<void> {
    if (end.outcome === 'done' && this.#isDoneWithin) return
    if (await this.#hasEnded(end)) return
    await this.#db.transaction().execute(async (tx) => {
      await this.#change((query) => query.set(endOf(end)), tx)
      await also(tx)
    })
  }

  /** Whether this process has written that down. */
  async #hasEnded({ outcome }: RunEnd): Promise<boolean> {
    const ended = await this.#db
      .selectFrom('job_run')
      .select('id')
      .where('id', '=', this.run.id)
      .where('owner', '=', this.#owner.owner)
      .where('attempt', '=', this.run.attempt)
      .where('outcome', '=', outcome)
      .executeTakeFirst()
    return ended !== undefined
  }

  /**
   * Gives the run back before its end: any process may take it over at once, and this attempt does not
   * count.
   *
   * @throws LeaseLost
   */
  release(problem: string): Promise<void> {
    return this.#change((query) =>
      query.set({ problem, attempt: sql`attempt - 1`, lease_until: databaseNow }),
    )
  }

  async #change(set: (query: Update) => Update, db: Kysely<Database> = this.#db): Promise<void> {
    const { numUpdatedRows } = await set(db.updateTable('job_run'))
      .where('id', '=', this.run.id)
      .where('owner', '=', this.#owner.owner)
      .where('attempt', '=', this.run.attempt)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new LeaseLost()
  }
}

type Update = UpdateQueryBuilder<Database, 'job_run', 'job_run', UpdateResult>

function endOf(end: RunEnd) {
  return {
    outcome: end.outcome,
    problem: end.outcome === 'done' ? null : end.problem,
    summary: end.summary === undefined ? null : JSON.stringify(end.summary),
    ended_at: databaseNow,
  }
}
