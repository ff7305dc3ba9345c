import { z } from '@hono/zod-openapi'

const bucket = z.enum(['PASS', 'FAIL', 'INCONCLUSIVE']).openapi('Bucket', {
  description: 'A status; whatever is neither PASS nor FAIL is inconclusive',
})

/** The results of both sides; null where it did not run. */
export const pairSchema = { status_a: bucket.nullable(), status_b: bucket.nullable() }

/** A boot or test that differs. */
export const comparedTestSchema = z.object({
  path: z.string(),
  config_name: z.string(),
  architecture: z.string(),
  platform: z.string(),
  ...pairSchema,
})

/** What tells one from all others. */
export const comparedTestKey = ['path', 'config_name', 'architecture', 'platform'] as const

/** How their lists are sorted by that. */
export const comparedTestOrder = ['ascending', 'ascending', 'ascending', 'ascending'] as const

/** Boots or tests that differ (trees.md 7.12). */
export const comparedTestsSchema = z.array(comparedTestSchema).openapi('ComparedTests')
