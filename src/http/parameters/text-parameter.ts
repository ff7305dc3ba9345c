import { z } from '@hono/zod-openapi'
import { addProblem } from './parameter-issue.ts'

/** Of a repeated parameter the last value counts (api-misc.md 1.6). */
export function lastValue(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value
}

/** A parameter that must be there; an empty value is one. */
export function requiredText(description: string) {
  return z.preprocess(lastValue, z.string()).openapi({
    type: 'string',
    param: { description, required: true },
  })
}

/**
 * A parameter that must be there, on routes that report an absent one as a value that is no text
 * (trees.md 7.8, hardware.md 9.3).
 */
export function givenText(description: string) {
  const text = z
    .string()
    .optional()
    .transform((value, context) => {
      if (value !== undefined) return value
      const msg = 'Input should be a valid string'
      addProblem(context, { type: 'string_type', msg, input: null })
      return z.NEVER
    })
  return z.preprocess(lastValue, text).openapi({
    type: 'string',
    param: { description, required: true },
  })
}

/** A parameter that may be absent. */
export function optionalText(description: string) {
  return z
    .preprocess(lastValue, z.string().optional())
    .openapi({ type: 'string', param: { description, required: false } })
}

/** A parameter with a default for when it is absent; an empty value is kept as it is (trees.md 7.1). */
export function textWithDefault(fallback: string, description: string) {
  return z.preprocess(lastValue, z.string().default(fallback)).openapi({
    type: 'string',
    default: fallback,
    param: { description, required: false },
  })
}

/** A parameter that may be repeated: all its values, none without it. */
export function repeatedText(description: string) {
  const texts = z.array(z.string()).default([])
  return z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), texts)
    .openapi({
      type: 'array',
      items: { type: 'string' },
      param: { description, required: false },
    })
}
