import { notAnIntegerText, parseInteger } from '../parameters/integer-parameter.ts'

/** What is wrong with a member of a body that should be an integer. */
type NoInteger = { type: string; msg: string }

/**
 * An integer as a body may write it: a number, a text that says one, or a boolean, which is 0 or 1
 * (api-misc.md 6.4). One that a number cannot hold exactly would be another in the answer.
 */
export function bodyInteger(input: unknown): number | NoInteger {
  if (typeof input === 'boolean') return input ? 1 : 0
  const value = typeof input === 'string' ? parseInteger(input) : input
  if (value === null && typeof input === 'string') return notAnIntegerText
  if (typeof value !== 'number' || (Number.isFinite(value) && !Number.isInteger(value))) {
    return notAnInteger(input)
  }
  return Number.isSafeInteger(value) ? value : tooLarge
}

/** Says of a number or of any other kind of value that it is no integer (hardware.md 1.2). */
export function notAnInteger(input: unknown): NoInteger {
  const msg = 'Input should be a valid integer'
  return typeof input === 'number'
    ? { type: 'int_from_float', msg: `${msg}, got a number with a fractional part` }
    : { type: 'int_type', msg }
}

const tooLarge = {
  type: 'int_parsing_size',
  msg: 'Unable to parse input string as an integer, exceeded maximum size',
}
