import { databaseErrorKind } from '../store/app/errors/database-error.ts'

/**
 * Whether a failed query is likely to succeed later, so that the client is told to come back
 * (docs/errors.md#our-side-or-that-of-another-host-status-500-502-503-504-499): no free connection in time, a statement that took
 * too long, a server that is away.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return databaseErrorKind(error) === 'transient'
}
