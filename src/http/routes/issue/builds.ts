import { z } from '@hono/zod-openapi'
import { findIssueBuilds } from '../../../read/issues/incident-lists/find-issue-builds.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { keysetListAnswer } from '../../lists/list-answer.ts'
import { durationSchema, statusSchema, timestampSchema } from '../value-schemas.ts'
import { incidentList, incidentListRoute } from './incident-list.ts'

const issueBuild = z.object({
  id: z.string(),
  architecture: z.string().nullable(),
  config_name: z.string().nullable(),
  status: statusSchema,
  start_time: timestampSchema.nullable(),
  duration: durationSchema.nullable(),
  compiler: z.string().nullable(),
  log_url: z.string().nullable(),
  tree_name: z.string().nullable(),
  git_repository_branch: z.string().nullable(),
  misc: z.record(z.string(), z.unknown()).nullable(),
})

const issueBuilds = { name: 'builds', item: issueBuild, member: null }

const route = incidentListRoute({
  view: 'builds',
  operationId: 'issueDetailsBuilds',
  summary: 'Builds that show a version of an issue',
  description: 'One item per incident, ordered by id.',
  answer: z.array(issueBuild).openapi('IssueBuilds'),
})

/** `GET /api/issue/{issue_id}/builds` (api-misc.md 6.6). */
export function mountIssueBuilds(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, (c) => {
    const query = c.req.valid('query')
    const asked = { id: c.req.valid('param').issue_id, version: query.version }
    const list = incidentList(
      (snapshot, after) => findIssueBuilds(snapshot, asked, after),
      'no_issue_builds',
    )
    return keysetListAnswer(c, db, issueBuilds, list, query)
  })
}
