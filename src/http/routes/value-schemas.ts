import { z } from '@hono/zod-openapi'

/** Schemas of values that many answers hold (api-misc.md 3, trees.md 5). */

/** An instant. */
export const timestampSchema = z.string().openapi({
  format: 'date-time',
  description: 'ISO 8601 in UTC with microseconds, or without a fraction when they are zero',
  example: '2025-07-16T08:45:53.120000Z',
})

/** How many. */
export const countSchema = z.int().nonnegative()

/** How long a build, boot or test took. */
export const durationSchema = z.number().openapi({ description: 'Seconds' })

/** A member that clients know and that never has a value. OpenAPI 3.0 has no type for null alone. */
export const alwaysNullSchema = z
  .string()
  .nullable()
  .refine((value) => value === null)
  .openapi({ enum: [null], description: 'Always null' })

/** A result of a build, boot or test (trees.md 4.2). */
export const statusSchema = z
  .enum(['NULL', 'PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'])
  .openapi('Status', { description: '`NULL`: no result is known (yet)' })

/** How often each result occurred. */
export const statusCountSchema = z
  .object({
    PASS: countSchema,
    ERROR: countSchema,
    FAIL: countSchema,
    SKIP: countSchema,
    MISS: countSchema,
    DONE: countSchema,
    NULL: countSchema,
  })
  .openapi('StatusCount', { description: 'All seven statuses, also those that did not occur' })

/** How often builds, boots or tests passed, failed, or did neither. */
export const bucketCountsSchema = z
  .object({
    PASS: countSchema,
    FAIL: countSchema,
    INCONCLUSIVE: countSchema.openapi({ description: 'Neither PASS nor FAIL' }),
  })
  .openapi('BucketCounts')

/** Whatever the submitter stored as JSON. The refinement makes it a member that is always there. */
export const jsonSchema = z
  .unknown()
  .refine((value) => value !== undefined)
  .openapi({ description: 'Any JSON, as it was submitted; null without' })

/** An issue and how often it was seen on the builds or tests in question. */
export const issueSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    comment: z.string().nullable().openapi({ description: 'What it is; null until it arrives' }),
    report_url: z.string().nullable().openapi({ description: 'Where it is reported' }),
    incidents_info: statusCountSchema,
  })
  .openapi('IssueWithIncidents')
