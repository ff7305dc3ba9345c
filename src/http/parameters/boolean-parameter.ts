import { z } from '@hono/zod-openapi'
import { addProblem } from './parameter-issue.ts'
import { lastValue } from './text-parameter.ts'

/** The words for yes and no, in any case (trees.md 1.1). */
const words = new Map(
  ['1', 'true', 't', 'yes', 'y', 'on']
    .map((word): [string, boolean] => [word, true])
    .concat(['0', 'false', 'f', 'no', 'n', 'off'].map((word) => [word, false])),
)

/** A yes-or-no parameter; false when it is absent. */
export function booleanParameter(description: string) {
  const boolean = z
    .string()
    .default('false')
    .transform((input, context) => {
      const value = words.get(input.toLowerCase())
      if (value !== undefined) return value
      const msg = 'Input should be a valid boolean, unable to interpret input'
      addProblem(context, { type: 'bool_parsing', msg, input })
      return z.NEVER
    })
  return z.preprocess(lastValue, boolean).openapi({
    type: 'boolean',
    default: false,
    param: { description, required: false },
  })
}
