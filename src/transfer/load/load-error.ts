/** Why submissions could not be loaded. */
export type LoadErrorCode = 'load_refused' | 'load_failed'

/** What stood in the way of a load, in words for the person who started it; the same again is safe. */
export class LoadError extends Error {
  readonly code: LoadErrorCode

  constructor(code: LoadErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
