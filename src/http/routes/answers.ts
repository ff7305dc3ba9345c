import { z } from '@hono/zod-openapi'
import { nothingCode, ofData, ofError } from './described-headers.ts'
import { errorBody, failuresByStatus } from './failures.ts'

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } })

/** The 400 of an endpoint whose bad parameters are a bare JSON text (trees.md 1.1, E-str). */
export const badParametersAsText = {
  description: 'The request or a parameter cannot be used',
  headers: ofError,
  content: json(
    z.union([
      z.string().openapi({ description: 'JSON text of a list, one record per bad parameter' }),
      errorBody,
    ]),
  ),
}

/** For who sends the tag of an answer that no commit has changed since: what its head says, without its body. */
const unchanged = (headers: typeof ofData) => ({
  304: { description: '`If-None-Match` names the answer: the client has it', headers },
})

/** The answers of an endpoint that always has a result. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return {
    200: { description, headers: ofData, content: json(schema) },
    ...unchanged(ofData),
    ...failuresByStatus,
  }
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
  const headers = { ...nothingCode, ...ofData }
  return {
    200: {
      description: `${description}; or an object with \`error\` when there is nothing`,
      headers,
      content: json(z.union([schema, nothing])),
    },
    ...unchanged(headers),
    ...failuresByStatus,
  }
}
