import type { z } from '@hono/zod-openapi'
import { InvalidParameters, type ParameterProblem } from '../errors/parameter-problem.ts'
import { problemOf } from '../parameters/parameter-issue.ts'

/** More would say no more, and an answer must have an end. */
export const mostProblems = 100

/** How a value of a wrong kind is reported, by the kind that zod expected (hardware.md 1.2). */
const wrongKinds: ReadonlyMap<string, Pick<ParameterProblem, 'type' | 'msg'>> = new Map([
  ['string', { type: 'string_type', msg: 'Input should be a valid string' }],
  ['array', { type: 'list_type', msg: 'Input should be a valid list' }],
  ['object', { type: 'dict_type', msg: 'Input should be a valid dictionary' }],
  ['record', { type: 'dict_type', msg: 'Input should be a valid dictionary' }],
])

/**
 * What a schema makes of a body.
 *
 * @throws InvalidParameters that names every problem, up to a bound
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const { issues } = result.error
  throw new InvalidParameters(issues.slice(0, mostProblems).map((issue) => problemIn(body, issue)))
}

function problemIn(body: unknown, issue: z.core.$ZodIssue): ParameterProblem {
  if (issue.code !== 'invalid_type') return problemOf(issue, body)
  const loc = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  const input = valueAt(body, loc)
  const wrong = wrongKinds.get(issue.expected)
  // an absent member is shown by what it is absent from
  if (input === undefined || wrong === undefined)
    return problemOf(issue, valueAt(body, loc.slice(0, -1)))
  return { type: wrong.type, loc, msg: wrong.msg, input }
}

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    body,
  )
}
