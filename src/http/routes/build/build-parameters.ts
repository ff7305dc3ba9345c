import { z } from '@hono/zod-openapi'
import { examples } from '../examples.ts'

/** The path of the build routes. */
export const buildParameters = z.object({
  build_id: z.string().openapi({
    description: 'Id of the build, origin included',
    example: examples.build,
  }),
})
