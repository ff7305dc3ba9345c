import { z } from '@hono/zod-openapi'
import { optionalInteger } from '../../parameters/integer-parameter.ts'
import { examples } from '../examples.ts'

/** The path of the issue routes. */
export const issueParameters = z.object({
  issue_id: z.string().openapi({
    description: 'Id of the issue, origin included',
    example: examples.issue,
  }),
})

/** Which version of the issue. */
export const versionQuery = (fallback: string) =>
  z.object({ version: optionalInteger(`Version of the issue, by default ${fallback}`) })
