/** One piece of work, beside the least that anything of its kind costs in the same process. */
export type Comparison = {
  name: string
  ours: () => unknown
  /** What `least` is, for people. */
  leastName: string
  least: () => unknown
}

/** Makes what is compared of one subject ready; what it works on goes with the stack. */
export type Subject = (stack: AsyncDisposableStack) => Promise<Comparison[]>
