/** How instances share the work. Tests have shorter times. */
export type JobRules = {
  /** A run that was not confirmed for so long is taken over. */
  leaseMs: number
  /** A slot that nobody took for so long is missed. */
  graceMs: number
  /** Runs that were killed are looked for so often, and the clock of the database is asked. */
  lookEveryMs: number
  /** Processes that may be killed by the same run before it has failed. */
  attemptsMax: number
  /** Runs of one process at a time; what is due beyond waits, or another process takes it. */
  atOnce: number
}

export const jobRules: JobRules = {
  leaseMs: 60_000,
  graceMs: 60_000,
  lookEveryMs: 10_000,
  attemptsMax: 3,
  atOnce: 8,
}
