/**
 * SQLSTATE classes and codes that say "not now" rather than "not like this": connection failures,
 * resources exhausted, the server going down or coming up, a statement that was cancelled because it
 * ran too long, and a replica that had to cancel it.
 */
const temporaryStates = /^(?:08...|53...|57014|57P0[1-3]|25P03|40001|40P01)$/

/** What the operating system says when no server answers. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])

/** What the driver says without any code: no free connection in time, or a connection that went away. */
const driverMessages =
  /timeout exceeded when trying to connect|connection terminated|Client has encountered a connection error|Cannot use a pool after calling end/i

/**
 * Whether a failed query is likely to succeed later, so that the client is told to come back
 * (architecture.md 4, bounded waiting).
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code !== undefined) return temporaryStates.test(code) || unreachable.has(code)
  return driverMessages.test(error.message)
}
