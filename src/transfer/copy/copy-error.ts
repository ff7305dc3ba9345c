import { errorMessage } from '../../platform/errors/error-message.ts'
import { databaseErrorKind } from '../../store/app/errors/database-error.ts'

/** Why rows of another database cannot be copied. */
export type CopyErrorCode = 'copy_source_unfit' | 'copy_source_lost' | 'copy_running'

/** What stands in the way of a copy, in words for the person who started it; what was stored stays. */
export class CopyError extends Error {
  readonly code: CopyErrorCode

  constructor(code: CopyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What a statement on the other database threw, so that nobody looks at the wrong one of the two. */
export function ofSource(error: unknown): unknown {
  if (databaseErrorKind(error) !== 'transient') return error
  const message = `the database that is copied from was lost: ${errorMessage(error)}; the same command goes on`
  return new CopyError('copy_source_lost', message, { cause: error })
}
