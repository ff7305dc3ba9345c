let last: Promise<unknown> = Promise.resolve()

/**
 * Does works of this process one after another, in the order in which they were asked for: its memory is
 * one, whoever asks. A large document that is read at the door of the receiver waits for one that is
 * prepared to be stored, and the reverse; small ones wait for neither.
 *
 * @returns what the work gives, or throws what it throws
 */
export function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work)
  last = result.catch(() => {})
  return result
}
