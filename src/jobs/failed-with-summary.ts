import type { JobSummary } from './runs/run-lease.ts'

/** What a job throws that was done and found something wrong: its summary is kept as that of a run that is done. */
export class FailedWithSummary extends Error {
  readonly summary: JobSummary

  constructor(message: string, summary: JobSummary) {
    super(message)
    this.summary = summary
  }
}
