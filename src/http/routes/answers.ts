import { z } from '@hono/zod-openapi'

/** The body of most errors. */
const errorBody = z
  .object({ error: z.string().openapi({ description: 'What went wrong, for people' }) })
  .openapi('Error')

const detailBody = z.object({ detail: z.string() }).openapi('Detail')

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } })

/** What every endpoint may answer besides its results. */
const failures = {
  400: {
    description: 'The path, a parameter or a filter cannot be used',
    content: json(errorBody),
  },
  404: { description: 'Nothing has this path', content: json(detailBody) },
  503: {
    description: 'The database is busy or unreachable; `Retry-After` says when to come back',
    content: json(errorBody),
  },
} as const

/** The answers of an endpoint that always has a result. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: json(schema) }, ...failures }
}

/** The answers of an endpoint that may find nothing, which is status 200 with `error` (api-misc.md O1). */
export function answersOrNothing<Schema extends z.ZodType>(schema: Schema, description: string) {
  return {
    200: {
      description: `${description}; or an object with \`error\` when there is nothing`,
      content: json(z.union([schema, errorBody])),
    },
    ...failures,
  }
}
