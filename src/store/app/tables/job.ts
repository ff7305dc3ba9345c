import type { Timestamp } from '../values/timestamp.ts'

/** A job of the schedule, as far as all instances have to agree on it (docs/operations/jobs.md). */
export type JobRow = {
  /** As the schedule names it. */
  name: string
  /** When an instance had it in its schedule first: earlier slots are not missed. */
  known_since: Timestamp
  /** The latest slot that was taken or missed; null before the first. */
  last_slot: Timestamp | null
}
