/**
 * What was thrown, in words. A connection that was refused on several addresses has no message of its
 * own, only those of the attempts.
 */
export function errorMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  if (thrown.message !== '') return thrown.message
  return thrown instanceof AggregateError ? thrown.errors.map(String).join('; ') : thrown.name
}
