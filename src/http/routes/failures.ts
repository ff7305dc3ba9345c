import { z } from '@hono/zod-openapi'
import type { HttpApp } from '../http-app.ts'
import { ofError, retryAfter } from './described-headers.ts'

/** The body of most errors, and of "nothing found". */
export const errorBody = z
  .object({ error: z.string().openapi({ description: 'What went wrong, for people' }) })
  .openapi('Error')

const detailBody = z
  .object({ detail: z.string().openapi({ description: 'What went wrong, for people' }) })
  .openapi('Detail')

const internalErrorBody = errorBody
  .extend({ request_id: z.string().openapi({ description: 'Under which the log tells more' }) })
  .openapi('InternalError')

type BodyName = 'Error' | 'Detail' | 'InternalError'

const bodyOf = (name: BodyName) => ({ $ref: `#/components/schemas/${name}` })

/** Describes an error whose body is one of those. */
export function failure(description: string, body: BodyName, other?: BodyName) {
  const schema = other === undefined ? bodyOf(body) : { anyOf: [bodyOf(body), bodyOf(other)] }
  return { description, headers: ofError, content: { 'application/json': { schema } } }
}

/** What every endpoint may answer besides its results. */
const failures = {
  BadRequest: failure('The request, a parameter or a filter cannot be used', 'Error'),
  NotFound: failure('Nothing has this path', 'Detail'),
  RequestTimeout: failure('The request came too slowly', 'Error'),
  HeadersTooLarge: failure('The first line and the headers are too large, or too many', 'Error'),
  InternalError: failure('A mistake of the service', 'InternalError'),
  Unavailable: {
    ...failure('The service or the database is busy, or the database unreachable', 'Error'),
    headers: { ...ofError, ...retryAfter },
  },
}

const described = (name: keyof typeof failures) => ({ $ref: `#/components/responses/${name}` })

/** The same for the description of an endpoint: names of what {@link describeFailures} describes. */
export const failuresByStatus = {
  400: described('BadRequest'),
  404: described('NotFound'),
  408: described('RequestTimeout'),
  431: described('HeadersTooLarge'),
  500: described('InternalError'),
  503: described('Unavailable'),
}

/** Puts each failure into the OpenAPI document once, for all endpoints that name it. */
export function describeFailures({ openAPIRegistry }: HttpApp): void {
  openAPIRegistry.register('Error', errorBody)
  openAPIRegistry.register('Detail', detailBody)
  openAPIRegistry.register('InternalError', internalErrorBody)
  for (const [name, description] of Object.entries(failures)) {
    openAPIRegistry.registerComponent('responses', name, description)
  }
}
