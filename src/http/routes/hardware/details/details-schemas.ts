import { z } from '@hono/zod-openapi'
import {
  buildItemSchema,
  buildSummarySchema,
  filterChoices,
  localFiltersSchema,
  testItemSchema,
  testSummarySchema,
} from '../../details/details-schemas.ts'
import { alwaysNullSchema, statusCountSchema } from '../../value-schemas.ts'

/** Schemas of what the details of a hardware are made of (hardware.md 8). */

/** A build in a list. */
export const hardwareBuildSchema = buildItemSchema
  .extend({
    tree_name: z.string().nullable(),
    issue_id: z.string().nullable().openapi({
      description: 'A known issue; `Uncategorized` for a failure without one',
    }),
    issue_version: z.int().nullable(),
  })
  .openapi('HardwareBuild')

/** A boot or a test in a list. */
export const hardwareTestSchema = testItemSchema
  .extend({ tree_name: z.string().nullable(), git_repository_branch: z.string().nullable() })
  .openapi('HardwareTest')

// not extended: the document would demand of these members what both schemas say
const hardwareTestSummary = z
  .object({
    ...testSummarySchema.shape,
    environment_compatible: z.null(),
    environment_misc: z.null(),
    platforms: z.record(z.string(), statusCountSchema).nullable(),
  })
  .openapi('HardwareTestSummary')

const testFilters = localFiltersSchema
  .extend({ platforms: z.array(z.string()) })
  .openapi('HardwareTestFilterOptions')

/** The summary counts all seven statuses, full those that occurred (hardware.md 9.4, 9.5). */
const statuses = z.object({
  builds: statusCountSchema.partial(),
  boots: statusCountSchema.partial(),
  tests: statusCountSchema.partial(),
})

const hardwareTree = z
  .object({
    index: z.string().openapi({ description: 'By which `selectedCommits` chooses the tree' }),
    origin: z.string(),
    tree_name: z.string().nullable(),
    git_repository_branch: z.string().nullable(),
    git_repository_url: z.string().nullable(),
    head_git_commit_name: z.string().nullable(),
    head_git_commit_hash: z.string().nullable(),
    head_git_commit_tag: z.array(z.string()).nullable(),
    selected_commit_status: statuses.nullable(),
    is_selected: alwaysNullSchema,
  })
  .openapi('HardwareTree')

/** What the summary and all of a hardware share. */
export const hardwareSummarySchema = z
  .object({
    summary: z.object({
      builds: buildSummarySchema,
      boots: hardwareTestSummary,
      tests: hardwareTestSummary,
    }),
    filters: filterChoices(testFilters),
    common: z.object({ trees: z.array(hardwareTree), compatibles: z.array(z.string()) }),
  })
  .openapi('HardwareSummary')

/** All of a hardware. */
export const hardwareFullSchema = hardwareSummarySchema
  .extend({
    builds: z.array(hardwareBuildSchema),
    boots: z.array(hardwareTestSchema),
    tests: z.array(hardwareTestSchema),
  })
  .openapi('HardwareFull')
