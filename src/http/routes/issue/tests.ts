import { createRoute, z } from '@hono/zod-openapi'
import { listIssueTests } from '../../../read/issues/list-issue-tests.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { storedTestSchema } from '../details/stored-test-schema.ts'
import { issueParameters, versionQuery } from './issue-parameters.ts'

const issueTest = storedTestSchema.extend({
  tree_name: z.string().nullable(),
  git_repository_branch: z.string().nullable(),
})

const issueTests = { name: 'tests', item: issueTest, member: null, key: ['id'] } as const

const route = createRoute({
  method: 'get',
  path: '/api/issue/{issue_id}/tests',
  operationId: 'issueDetailsTests',
  tags: ['issue'],
  summary: 'Tests and boots that show a version of an issue',
  description: 'One item per incident, ordered by id; a test that has not arrived is one too.',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: {
    params: issueParameters,
    query: versionQuery('the highest with an incident').extend(pageParameters),
  },
  responses: {
    ...listResponses(answersOrNothing(z.array(issueTest).openapi('IssueTests'), 'The tests')),
    400: badParametersAsText,
  },
})

/** `GET /api/issue/{issue_id}/tests` (api-misc.md 6.5). */
export function mountIssueTests(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const tests = await listIssueTests(db, c.req.valid('param').issue_id, query.version)
    if (tests.length === 0) throw new ApiError('no_issue_tests')
    return listAnswer(c, issueTests, tests, query)
  })
}
