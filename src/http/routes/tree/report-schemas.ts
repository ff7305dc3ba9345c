import { z } from '@hono/zod-openapi'
import { countSchema, statusCountSchema, statusSchema, timestampSchema } from '../value-schemas.ts'

const longStatusCount = z
  .object({
    pass_count: countSchema,
    error_count: countSchema,
    fail_count: countSchema,
    skip_count: countSchema,
    miss_count: countSchema,
    done_count: countSchema,
    null_count: countSchema,
  })
  .openapi('LongStatusCount', { description: 'All seven statuses, also those that did not occur' })

const run = z
  .object({
    id: z.string(),
    start_time: timestampSchema.nullable(),
    status: statusSchema.exclude(['NULL']).nullable(),
  })
  .openapi('ReportedRun', { description: 'Null: no result is known (yet)' })

const byName = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema)

const histories = byName(byName(byName(byName(z.array(run))))).openapi('TestHistories', {
  description:
    'Runs, newest first, by platform, config, `<architecture>/<compiler>` and path of the test',
})

const issue = z.object({
  issue_id: z.string(),
  build_id: z.string(),
  version: z.int(),
  comment: z.string().nullable().openapi({ description: 'What it is; null until it arrives' }),
  report_url: z.string().nullable(),
  culprit_code: z.boolean(),
  culprit_tool: z.boolean(),
  culprit_harness: z.boolean(),
  first_seen: timestampSchema.nullable(),
  is_new_issue: z.boolean().openapi({ description: 'Whether it was seen first in this commit' }),
})

/** The answer of `GET /api/tree-report/` (trees.md 7.13). */
export const treeReportSchema = z
  .object({
    dashboard_url: z.string().openapi({ description: 'The page of the commit' }),
    git_url: z.string(),
    git_branch: z.string(),
    commit_hash: z.string(),
    origin: z.string(),
    checkout_start_time: timestampSchema,
    build_status_summary: statusCountSchema,
    boot_status_summary: longStatusCount,
    test_status_summary: longStatusCount,
    possible_regressions: histories,
    fixed_regressions: histories,
    unstable_tests: histories,
    issues: z.object({
      builds: z.array(issue).openapi({ description: 'One for each failed build, by issue' }),
    }),
  })
  .openapi('TreeReport')
