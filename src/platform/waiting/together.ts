/**
 * Does several things at the same time. When one fails, the others are asked to end by the signal that they
 * were given, and waited for.
 *
 * @param signal asks all of them to end
 * @throws what the first that failed throws
 */
export async function together(
  signal: AbortSignal,
  works: readonly ((signal: AbortSignal) => Promise<unknown>)[],
): Promise<void> {
  const failure = new AbortController()
  const either = AbortSignal.any([signal, failure.signal])
  const watched = works.map(async (work) => {
    try {
      await work(either)
    } catch (error) {
      failure.abort(error)
    }
  })
  await Promise.all(watched)
  failure.signal.throwIfAborted()
}
