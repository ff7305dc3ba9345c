import { z } from '@hono/zod-openapi'

/** Schemas of values that many answers hold (api-misc.md 3, trees.md 5). */

/** An instant. */
export const timestampSchema = z.string().openapi({
  description: 'ISO 8601 in UTC with microseconds, or without a fraction when they are zero',
  example: '2025-07-16T08:45:53.120000Z',
})

/** A result of a build, boot or test (trees.md 4.2). */
export const statusSchema = z
  .enum(['NULL', 'PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE'])
  .openapi('Status', { description: '`NULL`: no result is known (yet)' })

/** How often each result occurred. */
export const statusCountSchema = z
  .object({
    PASS: z.number(),
    ERROR: z.number(),
    FAIL: z.number(),
    SKIP: z.number(),
    MISS: z.number(),
    DONE: z.number(),
    NULL: z.number(),
  })
  .openapi('StatusCount', { description: 'All seven statuses, also those that did not occur' })

/** Whatever the submitter stored as JSON. */
export const jsonSchema = z.unknown().openapi({ description: 'JSON as it was submitted' })

/** An issue and how often it was seen on the builds or tests in question. */
export const issueSchema = z
  .object({
    id: z.string(),
    version: z.number(),
    comment: z.string().nullable(),
    report_url: z.string().nullable(),
    incidents_info: statusCountSchema,
  })
  .openapi('IssueWithIncidents')
