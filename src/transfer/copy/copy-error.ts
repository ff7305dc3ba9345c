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
