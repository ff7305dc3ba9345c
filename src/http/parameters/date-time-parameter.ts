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

type Context = Parameters<typeof addProblem>[0]

/** An instant that must be given: a date, a date and time, or a Unix time (api-misc.md 1.6). */
export function dateTimeParameter({ description, example, reportedAs }: Naming) {
  const loc = reportedAs === undefined ? {} : { loc: [reportedAs] }
  const dateTime = z
    .string()
    .optional()
    .transform((text, context) => {
      if (text !== undefined) return instantOf(text, context, loc)
      const msg = 'Input should be a valid datetime'
      addProblem(context, { type: 'datetime_type', msg, input: null, ...loc })
      return z.NEVER
    })
  return z.preprocess(lastValue, dateTime).openapi({
    type: 'string',
    example,
    param: { description, required: true },
  })
}

/** An instant that may be absent; an empty value is none that can be read. */
export function optionalDateTime(description: string) {
  const dateTime = z
    .string()
    .optional()
    .transform((text, context) => (text === undefined ? undefined : instantOf(text, context)))
  return z
    .preprocess(lastValue, dateTime)
    .openapi({ type: 'string', param: { description, required: false } })
}

/** The instant that a text says; reports a problem when it says none. */
function instantOf(text: string, context: Context, loc: { loc?: string[] } = {}): string {
  const parsed = parseDateTime(text)
  if ('instant' in parsed) return parsed.instant
  const { reason: error } = parsed
  const msg = `Input should be a valid datetime or date, ${error}`
  const problem = { type: 'datetime_from_date_parsing', msg, input: text, ctx: { error } }
  addProblem(context, { ...problem, ...loc })
  return z.NEVER
}
