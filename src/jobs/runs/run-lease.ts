import { type Kysely, sql, type UpdateQueryBuilder, type UpdateResult } from 'kysely'
import type { Database } from '../../store/app/database-types.ts'
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
  { outcome: 'done'; summary: JobSummary } | { outcome: 'failed' | 'stopped'; problem: string }

/** The right of this process to a run, as long as it confirms it in time. */
export class RunLease {
  readonly run: ClaimedRun
  readonly #db: Kysely<Database>
  readonly #owner: RunOwner
  readonly #leaseMs: number

  constructor(db: Kysely<Database>, run: ClaimedRun, owner: RunOwner, leaseMs: number) {
    this.#db = db
    this.run = run
    this.#owner = owner
    this.#leaseMs = leaseMs
  }

  /**
   * For work that must not be done twice: while a transaction holds the run, nobody else can take it over.
   * It can be confirmed meanwhile.
   *
   * @throws LeaseLost
   */
  async hold(tx: Kysely<Database>): Promise<void> {
    const held = await tx
      .selectFrom('job_run')
      .select('id')
      .where('id', '=', this.run.id)
      .where('owner', '=', this.#owner.owner)
      .where('attempt', '=', this.run.attempt)
      .where('ended_at', 'is', null)
      .forKeyShare()
      .executeTakeFirst()
    if (held === undefined) throw new LeaseLost()
  }

  /** @throws LeaseLost */
  renew(): Promise<void> {
    return this.#change((query) => query.set({ lease_until: leaseUntil(this.#leaseMs) }))
  }

  /** @throws LeaseLost */
  end(end: RunEnd): Promise<void> {
    const problem = end.outcome === 'done' ? null : end.problem
    const summary = end.outcome === 'done' ? JSON.stringify(end.summary) : null
    return this.#change((query) =>
      query.set({ outcome: end.outcome, problem, summary, ended_at: databaseNow }),
    )
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

  async #change(set: (query: Update) => Update): Promise<void> {
    const { numUpdatedRows } = await set(this.#db.updateTable('job_run'))
      .where('id', '=', this.run.id)
      .where('owner', '=', this.#owner.owner)
      .where('attempt', '=', this.run.attempt)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new LeaseLost()
  }
}

type Update = UpdateQueryBuilder<Database, 'job_run', 'job_run', UpdateResult>
