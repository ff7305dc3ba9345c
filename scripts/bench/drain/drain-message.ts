/** What an ingester tells the benchmark when the spool is empty. */
export type DrainMessage = {
  /** When it began, in milliseconds since 1970. */
  startedAt: number
  /** Batches that it committed. */
  batches: { at: number; files: number; rssBytes: number }[]
  filesGone: number
  /** Processor time of its process, in seconds. */
  cpuSeconds: number
  /** Largest resident size of its process. */
  peakBytes: number
}
