import { z } from '@hono/zod-openapi'

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
