import type { BatchLimits } from './batch.ts'

export type PipelineLimits = BatchLimits & {
  /** Bytes of files in preparation plus bytes of rows not yet committed. */
  bytesInFlight: number
}

/**
 * Measured on the 500 real files (89 MB) with one thread and PostgreSQL on 2 cores; see
 * docs/operations.md for how to measure elsewhere.
 */
export const pipelineLimits: PipelineLimits = {
  batchFiles: 100,
  batchRows: 10_000,
  batchBytes: 8 * 1024 * 1024,
  bytesInFlight: 24 * 1024 * 1024,
}
