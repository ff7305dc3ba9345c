import { createRoute, z } from '@hono/zod-openapi'
import { listTestIssues } from '../../../read/tests/list-test-issues.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { knownIssues } from '../details/known-issues.ts'
import { issueSchema } from '../value-schemas.ts'
import { testParameters } from './test-parameters.ts'

const route = createRoute({
  method: 'get',
  path: '/api/test/{test_id}/issues',
  operationId: 'testIssues',
  'x-hangs-on': 'data',
  tags: ['test'],
  summary: 'Known issues of a test or boot',
  'x-page-cached': true,
  request: { params: testParameters, query: z.object(pageParameters) },
  responses: listResponses(answersOrNothing(z.array(issueSchema), 'The issues')),
})

/** `GET /api/test/{test_id}/issues` (api-misc.md 5.2). */
export function mountTestIssues(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const issues = await listTestIssues(db, c.req.valid('param').test_id)
    if (issues.length === 0) throw new ApiError('no_test_issues')
    return listAnswer(c, knownIssues, issues, c.req.valid('query'))
  })
}
