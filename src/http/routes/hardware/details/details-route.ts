import { createRoute, z } from '@hono/zod-openapi'
import { listResponses } from '../../../lists/list-responses.ts'
import { answersOrNothing, badParametersAsText } from '../../answers.ts'
import { hardwarePath } from '../hardware-parameters.ts'

type Details<View extends string, Answer extends z.ZodType, Query extends z.ZodObject> = {
  view: View
  operationId: string
  summary: string
  answer: Answer
  query: Query
}

/** The query of details that take none. */
export const noQuery = z.object({})

/** The description of a route below one hardware that takes the body of details (hardware.md 4.1). */
export function detailsRoute<
  View extends '' | '/summary',
  Answer extends z.ZodType,
  Query extends z.ZodObject,
>(details: Details<View, Answer, Query>) {
  return createRoute({
    ...described(details),
    responses: { ...answersOrNothing(details.answer, 'The results'), 400: badParametersAsText },
  })
}

/** The same of a route that answers a list. */
export function detailsListRoute<
  View extends '/builds' | '/boots' | '/tests',
  Answer extends z.ZodType,
  Query extends z.ZodObject,
>(details: Details<View, Answer, Query>) {
  const responses = listResponses(answersOrNothing(details.answer, 'The results'))
  return createRoute({
    ...described(details),
    responses: { ...responses, 400: badParametersAsText },
  })
}

function described<View extends string, Answer extends z.ZodType, Query extends z.ZodObject>({
  view,
  operationId,
  summary,
  query,
}: Details<View, Answer, Query>) {
  return {
    method: 'post' as const,
    path: `/api/hardware/{hardware_id}${view}` as const,
    operationId,
    tags: ['hardware'],
    summary,
    'x-hangs-on': 'named scopes' as const,
    'x-cost': 'dear' as const,
    'x-validation-errors': 'text' as const,
    request: { params: hardwarePath, query },
  }
}
