import type { z } from '@hono/zod-openapi'
import type { ParameterProblem } from '../errors/parameter-problem.ts'

/** A problem; zod knows the place, unless clients know the parameter under another name. */
type Problem = Omit<ParameterProblem, 'loc'> & Partial<Pick<ParameterProblem, 'loc'>>

type Issue = { code: 'custom'; message: string; params: Problem; path?: (string | number)[] }

/**
 * Reports a problem from within a zod transformation.
 *
 * @param path where in the parameter it is, when it is a part of it
 */
export function addProblem(
  context: { addIssue: (issue: Issue) => void },
  problem: Problem,
  path: (string | number)[] = [],
): void {
  context.addIssue({ code: 'custom', message: problem.msg, params: problem, path })
}

/**
 * What zod found, as a record of the known form (trees.md 1.1).
 *
 * @param sent all parameters of the request, which the record of a missing one shows
 */
export function problemOf(issue: z.core.$ZodIssue, sent: unknown): ParameterProblem {
  const loc = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'custom' && isProblem(issue.params)) {
    const { type, msg, input, ...rest } = issue.params
    return { type, loc, msg, input, ...rest }
  }
  if (issue.code === 'invalid_type') {
    return { type: 'missing', loc, msg: 'Field required', input: sent }
  }
  return { type: issue.code, loc, msg: issue.message, input: issue.input }
}

function isProblem(params: Record<string, unknown> | undefined): params is Problem {
  return typeof params?.['type'] === 'string'
}
