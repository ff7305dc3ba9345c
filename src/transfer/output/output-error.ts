/** Why there is no place for what a command writes; nothing was written. */
export type OutputErrorCode = 'output_exists' | 'output_unfit'

/** A mistake in where the output is to go, in words for the person who started the command. */
export class OutputError extends Error {
  readonly code: OutputErrorCode

  constructor(code: OutputErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Nobody reads any more what a command writes to its output, as in `dump | head`. */
export class OutputClosed extends Error {
  readonly code = 'output_closed'

  constructor(cause: Error) {
    super('whoever read the output has gone before all of it was written', { cause })
  }
}
