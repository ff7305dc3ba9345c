import { createRoute, z } from '@hono/zod-openapi'
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
  View extends '' | '/summary' | '/builds' | '/boots' | '/tests',
  Answer extends z.ZodType,
  Query extends z.ZodObject,
>({ view, operationId, summary, answer, query }: Details<View, Answer, Query>) {
  return createRoute({
    method: 'post',
    path: `/api/hardware/{hardware_id}${view}` as const,
    operationId,
    tags: ['hardware'],
    summary,
    'x-validation-errors': 'text',
    request: { params: hardwarePath, query },
    responses: { ...answersOrNothing(answer, 'The results'), 400: badParametersAsText },
  })
}
