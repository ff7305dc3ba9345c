import { z } from '@hono/zod-openapi'
import { addProblem } from './parameter-issue.ts'
import { lastValue } from './text-parameter.ts'

/** Blanks around, a sign, single underscores between digits, a fraction of zeros (api-misc.md 1.6). */
const integerText = /^\s*([+-]?)(\d+(?:_\d+)*)(?:\.0+)?\s*$/

/** The least value minus one, and the greatest: beyond it no date could hold the result. */
type Bounds = { greaterThan: number; atMost: number }

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
    minimum: bounds.greaterThan + 1,
    maximum: bounds.atMost,
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
  const range = bounds && { minimum: bounds.greaterThan + 1, maximum: bounds.atMost }
  return z
    .preprocess(lastValue, integer)
    .openapi({ type: 'integer', ...range, param: { description, required: false } })
}

/** Says of a text that it is no integer. */
export const notAnIntegerText = {
  type: 'int_parsing',
  msg: 'Input should be a valid integer, unable to parse string as an integer',
}

function outOfBounds(value: number, bounds: Bounds) {
  const { greaterThan: gt, atMost: le } = bounds
  if (value <= gt) {
    return { type: 'greater_than', msg: `Input should be greater than ${gt}`, ctx: { gt } }
  }
  if (value > le) {
    const msg = `Input should be less than or equal to ${le}`
    return { type: 'less_than_equal', msg, ctx: { le } }
  }
  return null
}
