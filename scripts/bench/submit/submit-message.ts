/** What the process that floods a receiver tells when it is done. */
export type FloodMessage = {
  acknowledged: number
  /** Answers other than 200, and connections that broke. */
  refused: number
  seconds: number
  /** From sending to the answer, of each that was acknowledged. */
  milliseconds: number[]
}
