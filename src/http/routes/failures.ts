import { z } from '@hono/zod-openapi'
import type { HttpApp } from '../http-app.ts'

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

const text = (description: string) => ({ description, schema: { type: 'string' as const } })

/** The header that every error has (docs/errors.md). */
export const errorCode = { 'X-Error-Code': text('A stable name for what went wrong') }

/** The header of what may work a little later. */
export const retryAfter = { 'Retry-After': text('Seconds after which to come back') }

/** The same where nothing may have gone wrong. */
export const nothingCode = { 'X-Error-Code': text('A stable name for what was not found, if so') }

type BodyName = 'Error' | 'Detail' | 'InternalError'

const bodyOf = (name: BodyName) => ({ $ref: `#/components/schemas/${name}` })

/** Describes an error whose body is one of those. */
export function failure(description: string, body: BodyName, other?: BodyName) {
  const schema = other === undefined ? bodyOf(body) : { anyOf: [bodyOf(body), bodyOf(other)] }
  return { description, headers: errorCode, content: { 'application/json': { schema } } }
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
    headers: { ...errorCode, ...retryAfter },
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
