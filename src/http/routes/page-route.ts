import { createRoute, z } from '@hono/zod-openapi'

/** Describes something for people, browsers or probes, which the OpenAPI document leaves out. */
export function pageRoute<Path extends string>(operationId: string, path: Path) {
  return createRoute({
    method: 'get',
    path,
    operationId,
    'x-page': true,
    responses: {
      200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
    },
  })
}
