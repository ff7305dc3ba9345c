/** What a measured run tells the benchmark when it is done. */
export type RunMessage = {
  seconds: number
  /** Largest resident size of its process. */
  peakBytes: number
}
