import { z } from '@hono/zod-openapi'
import {
  alwaysNullSchema,
  countSchema,
  durationSchema,
  issueSchema,
  statusCountSchema,
  statusSchema,
  timestampSchema,
} from '../value-schemas.ts'

/** Schemas of what the details of a commit are made of (trees.md 5). */

const counts = z.record(z.string(), statusCountSchema)
const sparseCounts = z.record(z.string(), statusCountSchema.partial())

/** A build in a list. */
export const buildItemSchema = z
  .object({
    id: z.string(),
    origin: z.string(),
    architecture: z.string(),
    config_name: z.string(),
    compiler: z.string(),
    misc: z.record(z.string(), z.unknown()).nullable(),
    config_url: z.string().nullable(),
    log_url: z.string().nullable(),
    status: statusSchema,
    duration: durationSchema.nullable(),
    start_time: timestampSchema.nullable(),
    git_repository_url: z.string().nullable(),
    git_repository_branch: z.string().nullable(),
  })
  .openapi('BuildItem')

/** A boot or a test in a list. */
export const testItemSchema = z
  .object({
    id: z.string(),
    origin: z.string(),
    status: statusSchema,
    duration: durationSchema.nullable(),
    path: z.string(),
    start_time: timestampSchema.nullable(),
    environment_compatible: z.array(z.string()).readonly().nullable(),
    config: z.string(),
    architecture: z.string(),
    compiler: z.string(),
    log_url: z.string().nullable(),
    environment_misc: z.looseObject({ platform: z.string() }).openapi({
      description: 'The platform; all that was submitted with `full_environment_misc`',
    }),
    lab: z.string(),
  })
  .openapi('TestItem')

/** Counts of builds. */
export const buildSummarySchema = z
  .object({
    status: statusCountSchema,
    origins: counts,
    architectures: z.record(
      z.string(),
      statusCountSchema.extend({ compilers: z.array(z.string()) }),
    ),
    configs: counts,
    labs: counts,
    issues: z.array(issueSchema),
    unknown_issues: countSchema.openapi({ description: 'Failed builds without a known issue' }),
  })
  .openapi('BuildSummary')

/** Counts of boots or tests. */
export const testSummarySchema = z
  .object({
    status: statusCountSchema,
    origins: counts,
    architectures: z.array(
      z.object({ arch: z.string(), compiler: z.string(), status: statusCountSchema }),
    ),
    configs: counts,
    issues: z.array(issueSchema),
    unknown_issues: countSchema.openapi({ description: 'Failed ones without a known issue' }),
    fail_reasons: z.record(z.string(), countSchema),
    failed_platforms: z.array(z.string().nullable()),
    environment_compatible: sparseCounts,
    environment_misc: sparseCounts,
    platforms: alwaysNullSchema,
    labs: counts,
  })
  .openapi('TestSummary')

/** Choices for one kind of item. */
export const localFiltersSchema = z
  .object({
    issues: z.array(z.tuple([z.string(), z.int()])),
    origins: z.array(z.string()),
    has_unknown_issue: z.boolean(),
    labs: z.array(z.string()),
  })
  .openapi('LocalFilterOptions')

const treeCommon = z
  .object({
    hardware: z.array(z.string()),
    tree_url: z.string(),
    git_commit_tags: z.array(z.string()).nullable(),
  })
  .openapi('TreeCommon')

/**
 * What pages offer to filter by, for all and for each kind.
 *
 * @param ofTests of boots and of tests
 */
export function filterChoices<OfTests extends z.ZodType>(ofTests: OfTests) {
  return z
    .object({
      all: z.object({
        configs: z.array(z.string()),
        architectures: z.array(z.string()),
        compilers: z.array(z.string()),
      }),
      builds: localFiltersSchema,
      boots: ofTests,
      tests: ofTests,
    })
    .openapi({ description: 'Choices to offer; they do not depend on the active filters' })
}

/** What `full` and `summary` share. */
export const treeSummarySchema = z
  .object({
    common: treeCommon,
    summary: z.object({
      builds: buildSummarySchema,
      boots: testSummarySchema,
      tests: testSummarySchema,
    }),
    filters: filterChoices(localFiltersSchema),
  })
  .openapi('TreeSummary')

/** All of `full`. */
export const treeFullSchema = treeSummarySchema
  .extend({
    builds: z.array(buildItemSchema),
    boots: z.array(testItemSchema),
    tests: z.array(testItemSchema),
  })
  .openapi('TreeFull')
