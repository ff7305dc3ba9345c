import { createRoute, z } from '@hono/zod-openapi'
import { listIssueBuilds } from '../../../read/issues/list-issue-builds.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { durationSchema, statusSchema, timestampSchema } from '../value-schemas.ts'
import { issueParameters, versionQuery } from './issue-parameters.ts'

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

const issueBuilds = { name: 'builds', item: issueBuild, member: null, key: ['id'] } as const

const route = createRoute({
  method: 'get',
  path: '/api/issue/{issue_id}/builds',
  operationId: 'issueDetailsBuilds',
  tags: ['issue'],
  summary: 'Builds that show a version of an issue',
  description: 'One item per incident, ordered by id.',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: {
    params: issueParameters,
    query: versionQuery('the highest with an incident').extend(pageParameters),
  },
  responses: {
    ...listResponses(answersOrNothing(z.array(issueBuild).openapi('IssueBuilds'), 'The builds')),
    400: badParametersAsText,
  },
})

/** `GET /api/issue/{issue_id}/builds` (api-misc.md 6.6). */
export function mountIssueBuilds(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const builds = await listIssueBuilds(db, c.req.valid('param').issue_id, query.version)
    if (builds.length === 0) throw new ApiError('no_issue_builds')
    return listAnswer(c, issueBuilds, builds, query)
  })
}
