import { z } from '@hono/zod-openapi'
import { addProblem } from './parameter-issue.ts'
import { parseDateTime } from './parse-date-time.ts'
import { lastValue } from './text-parameter.ts'

type Naming = {
  description: string
  example: string
  /** What problems call it, where clients know it by another name than that of the parameter. */
  reportedAs?: string
}

/** An instant that must be given: a date, a date and time, or a Unix time (api-misc.md 1.6). */
export function dateTimeParameter({ description, example, reportedAs }: Naming) {
  const loc = reportedAs === undefined ? {} : { loc: [reportedAs] }
  const dateTime = z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) {
        const msg = 'Input should be a valid datetime'
        addProblem(context, { type: 'datetime_type', msg, input: null, ...loc })
        return z.NEVER
      }
      const parsed = parseDateTime(text)
      if ('instant' in parsed) return parsed.instant
      const { reason: error } = parsed
      const msg = `Input should be a valid datetime or date, ${error}`
      const problem = { type: 'datetime_from_date_parsing', msg, input: text, ctx: { error } }
      addProblem(context, { ...problem, ...loc })
      return z.NEVER
    })
  return z.preprocess(lastValue, dateTime).openapi({
    type: 'string',
    example,
    param: { description, required: true },
  })
}
