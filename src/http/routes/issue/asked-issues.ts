import { z } from '@hono/zod-openapi'
import type { IssueReference } from '../../../domain/issue-reference.ts'
import { bodyInteger } from '../../body/body-integer.ts'
import { listOf } from '../../body/long-members.ts'
import { addProblem } from '../../parameters/parameter-issue.ts'

/**
 * An issue version that a body asks for, `[id, version]`. What is wrong with it is reported as clients
 * know it from the reference (api-misc.md 1.7, 6.4), which zod's own tuple cannot say.
 */
const askedIssue = z.unknown().transform((pair, context): IssueReference => {
  if (!Array.isArray(pair)) {
    const msg = 'Input should be a valid tuple'
    addProblem(context, { type: 'tuple_type', msg, input: pair })
    return z.NEVER
  }
  if (pair.length > 2) {
    addProblem(context, { ...tooLong(pair.length), input: pair })
    return z.NEVER
  }
  const [id, version]: unknown[] = pair
  const missing = { type: 'missing', msg: 'Field required', input: pair }
  const number = bodyInteger(version)
  if (pair.length < 1) addProblem(context, missing, [0])
  else if (typeof id !== 'string') addProblem(context, { ...notAText, input: id }, [0])
  if (pair.length < 2) addProblem(context, missing, [1])
  else if (typeof number !== 'number') addProblem(context, { ...number, input: version }, [1])
  return typeof id === 'string' && typeof number === 'number' ? { id, version: number } : z.NEVER
})

const described = {
  type: 'array' as const,
  description: 'Id of the issue, and the version in which trees are wanted',
  items: { anyOf: [{ type: 'string' as const }, { type: 'integer' as const }] },
  minItems: 2,
  maxItems: 2,
  example: ['maestro:6951aa0071460a6bffad695b76de7caf26c8cec6', 1],
}

const notAText = { type: 'string_type', msg: 'Input should be a valid string' }

function tooLong(length: number) {
  return {
    type: 'too_long',
    msg: `Tuple should have at most 2 items after validation, not ${length}`,
    ctx: { field_type: 'Tuple', max_length: 2, actual_length: length },
  }
}

/** The body of `issue/extras/`; that the list is not empty is said in other words (api-misc.md 6.4). */
export const askedIssues = z
  .object({ issues: listOf(askedIssue).openapi({ type: 'array', items: described, minItems: 1 }) })
  .openapi('IssueExtrasRequest')
