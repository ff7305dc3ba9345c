/** How instances share the work; times in milliseconds. Tests have shorter ones. */
export type JobRules = {
  /** A run that was not confirmed for this long is taken over by another instance. */
  leaseMs: number
  /** A slot that nobody took for this long counts as missed. */
  graceMs: number
  /** The time between two looks for killed runs and at the clock of the database. */
  lookEveryMs: number
  /** A run counts as failed once this many processes were killed while they were at it. */
  attemptsMax: number
  /** How many runs one process has at a time. What is due beyond that waits, or another process takes it. */
  atOnce: number
}

/** The rules of the service. */
export const jobRules: JobRules = {
  leaseMs: 60_000,
  graceMs: 60_000,
  lookEveryMs: 10_000,
  attemptsMax: 3,
  atOnce: 8,
}
