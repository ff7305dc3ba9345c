import { z } from '@hono/zod-openapi'

/** The path of the test routes; boots are tests. */
export const testParameters = z.object({
  test_id: z.string().openapi({
    description: 'Id of the test or boot, origin included',
    example: 'maestro:67a182c5661a7bc8748b9905',
  }),
})
