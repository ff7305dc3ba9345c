/**
 * What was thrown, in words. A connection that was refused on several addresses has no message of its
 * own, only those of the attempts.
 */
export function errorMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(copiedMessage(thrown) ?? thrown)
  if (thrown.message !== '') return thrown.message
  return thrown instanceof AggregateError ? thrown.errors.map(String).join('; ') : thrown.name
}

/** Libraries hand on what they caught as plain objects, with more in them. */
function copiedMessage(thrown: unknown): string | undefined {
  const { message } = Object(thrown)
  return typeof message === 'string' && message !== '' ? message : undefined
}
