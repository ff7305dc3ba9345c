import { z } from '@hono/zod-openapi'

/** The body of most errors, and of "nothing found". */
export const errorBody = z
  .object({ error: z.string().openapi({ description: 'What went wrong, for people' }) })
  .openapi('Error')

const detailBody = z
  .object({ detail: z.string().openapi({ description: 'What went wrong, for people' }) })
  .openapi('Detail')

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } })

const text = (description: string) => ({ description, schema: { type: 'string' as const } })
const errorCode = { 'X-Error-Code': text('A stable name for what went wrong') }
const nothingCode = { 'X-Error-Code': text('A stable name for what was not found, if so') }

/** The answer when nothing has the path. */
export const notFound = {
  description: 'Nothing has this path',
  headers: errorCode,
  content: json(detailBody),
}

/** What every endpoint may answer besides its results. */
const failures = {
  400: {
    description: 'The path, a parameter or a filter cannot be used',
    headers: errorCode,
    content: json(errorBody),
  },
  404: notFound,
  500: {
    description: 'A mistake of the service',
    headers: errorCode,
    content: json(
      errorBody
        .extend({
          request_id: z.string().openapi({ description: 'Under which the log tells more' }),
        })
        .openapi('InternalError'),
    ),
  },
  503: {
    description: 'The database is busy or unreachable',
    headers: { ...errorCode, 'Retry-After': text('Seconds after which to come back') },
    content: json(errorBody),
  },
} as const

/** The 400 of an endpoint whose bad parameters are a bare JSON text (trees.md 1.1, E-str). */
export const badParametersAsText = {
  ...failures[400],
  content: json(
    z.union([
      z.string().openapi({ description: 'JSON text of a list, one record per bad parameter' }),
      errorBody,
    ]),
  ),
}

/** The answers of an endpoint that always has a result. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: json(schema) }, ...failures }
}

/**
 * The answers of an endpoint that may find nothing, which is status 200 with `error` (api-misc.md O1).
 *
 * @param nothing the body that says so, when it says more than others
 */
export function answersOrNothing<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  nothing: z.ZodType = errorBody,
) {
  return {
    200: {
      description: `${description}; or an object with \`error\` when there is nothing`,
      headers: nothingCode,
      content: json(z.union([schema, nothing])),
    },
    ...failures,
  }
}
