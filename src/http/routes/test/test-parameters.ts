import { z } from '@hono/zod-openapi'
import { examples } from '../examples.ts'

/** The path of the test routes; boots are tests. */
export const testParameters = z.object({
  test_id: z.string().openapi({
    description: 'Id of the test or boot, origin included',
    example: examples.test,
  }),
})
