import { z } from '@hono/zod-openapi'
import { countSchema } from '../value-schemas.ts'

const labs = z.record(
  z.string(),
  z
    .object({
      builds: countSchema.openapi({ description: 'Distinct builds that were tested there' }),
      boots: countSchema,
      tests: countSchema.openapi({
        description: 'Without boots and without those that have no path',
      }),
    })
    .openapi('LabCounts'),
)

const topIssues = z.array(
  z
    .object({
      id: z.string(),
      version: z.int(),
      comment: z.string().openapi({ description: 'Empty when the issue has none' }),
      total_incidents: countSchema,
    })
    .openapi('TopIssue'),
)

const incidentCounts = z
  .object({
    total_incidents: countSchema,
    n_new_issues: countSchema.openapi({
      description: 'Issues whose first build incident ever is of this origin and window',
    }),
    n_existing_issues: countSchema,
    n_total_issues: countSchema,
  })
  .openapi('IncidentCounts')

/** The answer of metrics (api-misc.md 8.3). */
export const metricsSchema = z
  .object({
    n_trees: countSchema.openapi({ description: 'Distinct names of trees' }),
    n_checkouts: countSchema,
    n_builds: countSchema,
    n_tests: countSchema.openapi({ description: 'Boots among them' }),
    n_issues: countSchema.openapi({ description: 'Issue versions' }),
    n_incidents: countSchema.openapi({ description: 'Of builds and of tests' }),
    build_incidents_by_origin: z
      .record(z.string(), incidentCounts)
      .openapi({ description: 'Incidents of builds, by their origin; issues in any version' }),
    top_issues_by_origin: z
      .record(z.string(), topIssues)
      .openapi({ description: 'The three issue versions with most build incidents' }),
    new_issues_by_origin: z
      .record(z.string(), topIssues)
      .openapi({ description: 'All versions of the new issues, most build incidents first' }),
    lab_maps: labs.openapi({ description: 'By lab, the `runtime` of tests' }),
    prev_n_trees: countSchema,
    prev_n_checkouts: countSchema,
    prev_n_builds: countSchema,
    prev_n_tests: countSchema,
    prev_lab_maps: labs,
  })
  .openapi('Metrics', { description: '`prev_` is what arrived in as many days before' })
