import type { BatchLimits } from './batch.ts'

export type PipelineLimits = BatchLimits & {
  /** Bytes of files in preparation plus bytes of rows not yet committed. */
  bytesInFlight: number
}

/**
 * On 2 cores PostgreSQL is the bottleneck, and a larger batch costs it less per row: 100,000 thin rows
 * in 1,573 files took 6.7 s in batches of at most 100 files, 4.7 s of 500. The other bounds keep the
 * process under 350 MB: for 500 real files (89 MB) 20 MB in flight make the peak 285 MB, at worst 331;
 * 24 MB save 3 % of the time for 305, at worst 364; 16 MB take 15 % longer. The first
 * batch may be small, so that its rows are seen early; the whole takes as long (100,000 thin rows 3.61 s with and without).
 */
export const pipelineLimits: PipelineLimits = {
  batchFiles: 500,
  batchRows: 10_000,
  batchBytes: 8 * 1024 * 1024,
  worthWriting: 0.25,
  bytesInFlight: 20 * 1024 * 1024,
}
