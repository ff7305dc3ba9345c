import type { Config } from '../../../src/config/config.ts'
import type { Job } from '../../../src/jobs/job.ts'
import { Scheduler } from '../../../src/jobs/scheduler.ts'
import { type TestRunsJobs, testRunsJobs } from '../../../src/testing/jobs/runs-jobs.ts'

type Database = Parameters<typeof testRunsJobs>[0]

/** What a process is that runs a schedule, without a process of its own. */
export class JobsProcess {
  readonly #runs: TestRunsJobs
  readonly #ended: Promise<void>

  constructor(database: Database, config: Config, schedule: readonly Job[]) {
    const names = schedule.map(({ name }) => name)
    // of moved clocks no lease must end while a run goes on
    this.#runs = testRunsJobs(database, names, { lookEveryMs: 20, leaseMs: 600_000 })
    const context = { ...this.#runs.context, config }
    this.#ended = new Scheduler(schedule, { ...this.#runs, context }).run()
  }

  /** Asks it to end, and waits until it has. */
  async stop(): Promise<void> {
    this.askToEnd()
    await this.#ended
  }

  askToEnd(): void {
    this.#runs.stop()
  }
}
