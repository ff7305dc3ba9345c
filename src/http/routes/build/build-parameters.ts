import { z } from '@hono/zod-openapi'

/** The path of the build routes. */
export const buildParameters = z.object({
  build_id: z.string().openapi({
    description: 'Id of the build, origin included',
    example: 'maestro:67b66ef0f7707533c0ffb7b0',
  }),
})
