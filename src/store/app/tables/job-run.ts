import type { Generated } from 'kysely'
import type { Timestamp } from '../values/timestamp.ts'

/** One run of a job, for a slot or by command (docs/operations/jobs.md). */
export type JobRunRow = {
  /** Counts up. */
  id: Generated<number>
  /** Which job, → `job.name`; one that is in the schedule no more may be missing. */
  job: string
  /** Null for a run by command. */
  slot: Timestamp | null
  /** `slot`, `command` or `retry`. */
  cause: string
  /** Counts the processes that ran it: the next one takes over from one that was killed. */
  attempt: Generated<number>
  /** Slots before this one that nobody took; this run stands for them. */
  missed: Generated<number>
  /** Which process runs it, unlike any other. */
  owner: string
  /** Where that process runs. */
  host: string
  /** Of the system there. */
  process_id: number
  /** When it began. */
  began_at: Generated<Timestamp>
  /** Until then it is the owner's; afterwards, and without an end, another process takes over. */
  lease_until: Timestamp
  /** Null while it runs. */
  ended_at: Timestamp | null
  /** `done`, `failed`, `retried` (it failed before), `stopped`, `skipped`, `missed`, `superseded` or `killed`; null while it has no end. */
  outcome: string | null
  /** Code and message of a failure, or why it ended otherwise. */
  problem: string | null
  /** What it did, by name. */
  summary: unknown
}
