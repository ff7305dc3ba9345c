import { createRoute, z } from '@hono/zod-openapi'
import { listBuildIssues } from '../../../read/builds/list-build-issues.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { knownIssues } from '../details/known-issues.ts'
import { issueSchema } from '../value-schemas.ts'
import { buildParameters } from './build-parameters.ts'

const route = createRoute({
  method: 'get',
  path: '/api/build/{build_id}/issues',
  operationId: 'buildIssues',
  'x-hangs-on': 'data',
  tags: ['build'],
  summary: 'Known issues of a build itself, not of its tests',
  'x-page-cached': true,
  request: { params: buildParameters, query: z.object(pageParameters) },
  responses: listResponses(answersOrNothing(z.array(issueSchema), 'The issues')),
})

/** `GET /api/build/{build_id}/issues` (api-misc.md 4.3). */
export function mountBuildIssues(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const issues = await listBuildIssues(db, c.req.valid('param').build_id)
    if (issues.length === 0) throw new ApiError('no_build_issues')
    return listAnswer(c, knownIssues, issues, c.req.valid('query'))
  })
}
