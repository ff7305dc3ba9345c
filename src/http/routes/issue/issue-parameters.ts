import { z } from '@hono/zod-openapi'
import { optionalInteger } from '../../parameters/integer-parameter.ts'

/** The path of the issue routes. */
export const issueParameters = z.object({
  issue_id: z.string().openapi({
    description: 'Id of the issue, origin included',
    example: 'maestro:6951aa0071460a6bffad695b76de7caf26c8cec6',
  }),
})

/** Which version of the issue. */
export const versionQuery = (fallback: string) =>
  z.object({ version: optionalInteger(`Version of the issue, by default ${fallback}`) })
