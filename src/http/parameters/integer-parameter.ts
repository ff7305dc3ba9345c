import { z } from '@hono/zod-openapi'
import { addProblem } from './parameter-issue.ts'
import { lastValue } from './text-parameter.ts'

/** Blanks around, a sign, single underscores between digits, a fraction of zeros (api-misc.md 1.6). */
const integerText = /^\s*([+-]?)(\d+(?:_\d+)*)(?:\.0+)?\s*$/

/**
 * The least value minus one, or itself: clients know them as different errors (api-misc.md 1.7); and the
 * greatest: beyond it no date could hold the result.
 */
type Bounds = ({ greaterThan: number } | { atLeast: number }) & { atMost: number }

/** The integer that a parameter says, or null; a number too large for a double is infinite. */
export function parseInteger(text: string): number | null {
  const match = integerText.exec(text)
  if (match === null) return null
  const [, sign, digits = ''] = match
  const magnitude = Number(digits.replaceAll('_', ''))
  return sign === '-' ? -magnitude : magnitude
}

/**
 * An integer parameter with a default for when it is absent.
 *
 * @param bounds what it may be
 */
export function integerParameter(fallback: number, bounds: Bounds, description: string) {
  const integer = z
    .string()
    .default(String(fallback))
    .transform((input, context) => {
      const value = parseInteger(input)
      const problem = value === null ? notAnIntegerText : outOfBounds(value, bounds)
      if (problem === null) return value ?? fallback
      addProblem(context, { ...problem, input })
      return z.NEVER
    })
  return z.preprocess(lastValue, integer).openapi({
    type: 'integer',
    default: fallback,
    ...rangeOf(bounds),
    param: { description, required: false },
  })
}

/**
 * An integer parameter that may be absent; an empty value is no integer.
 *
 * @param bounds as for {@link integerParameter}; null: any
 */
export function optionalInteger(description: string, bounds: Bounds | null = null) {
  const integer = z
    .string()
    .optional()
    .transform((input, context) => {
      if (input === undefined) return undefined
      const value = parseInteger(input)
      const problem = value === null ? notAnIntegerText : bounds && outOfBounds(value, bounds)
      if (value !== null && problem === null) return value
      addProblem(context, { ...notAnIntegerText, ...problem, input })
      return z.NEVER
    })
  const range = bounds && rangeOf(bounds)
  return z
    .preprocess(lastValue, integer)
    .openapi({ type: 'integer', ...range, param: { description, required: false } })
}

/** Says of a text that it is no integer. */
export const notAnIntegerText = {
  type: 'int_parsing',
  msg: 'Input should be a valid integer, unable to parse string as an integer',
}

function rangeOf(bounds: Bounds) {
  const minimum = 'atLeast' in bounds ? bounds.atLeast : bounds.greaterThan + 1
  return { minimum, maximum: bounds.atMost }
}

function outOfBounds(value: number, bounds: Bounds) {
  if ('atLeast' in bounds && value < bounds.atLeast) {
    const { atLeast: ge } = bounds
    const msg = `Input should be greater than or equal to ${ge}`
    return { type: 'greater_than_equal', msg, ctx: { ge } }
  }
  if ('greaterThan' in bounds && value <= bounds.greaterThan) {
    const { greaterThan: gt } = bounds
    return { type: 'greater_than', msg: `Input should be greater than ${gt}`, ctx: { gt } }
  }
  if (value > bounds.atMost) {
    const { atMost: le } = bounds
    const msg = `Input should be less than or equal to ${le}`
    return { type: 'less_than_equal', msg, ctx: { le } }
  }
  return null
}
