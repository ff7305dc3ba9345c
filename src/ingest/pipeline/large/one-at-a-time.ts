let last: Promise<unknown> = Promise.resolve()

/**
 * Runs tasks of this process one after the other, in the order of the calls, because they need much memory. It is
 * for large documents: one that the receiver checks waits for one that is prepared for storing, and the reverse.
 *
 * @returns the result of the task
 * @throws whatever the task throws
 */
export function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work)
  last = result.catch(() => {})
  return result
}
