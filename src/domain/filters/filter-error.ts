/** A filter that cannot be understood; the message is written for whoever sent it. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
  readonly code: 'invalid_filter_operator' | 'invalid_filter_value' | 'too_many_paths'

  constructor(code: FilterError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** @param operator what stood between `_[` and `]` (the message, stray backtick included, is filters.md 4) */
export function invalidOperator(operator: string): FilterError {
  return new FilterError(
    'invalid_filter_operator',
    `Filter with invalid comparison operator \`${operator}\` found\``,
  )
}

/** A value of the wrong form (the message is filters.md 10). */
export function invalidValue(): FilterError {
  return new FilterError('invalid_filter_value', 'Invalid filter key or value')
}

/** More texts for paths than are looked for at once. */
export function tooManyPaths(most: number): FilterError {
  return new FilterError('too_many_paths', `A filter on paths takes ${most} of them at most`)
}
