import { z } from '@hono/zod-openapi'
import { findIssueTests } from '../../../read/issues/incident-lists/find-issue-tests.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { keysetListAnswer } from '../../lists/list-answer.ts'
import { storedTestSchema } from '../details/stored-test-schema.ts'
import { incidentList, incidentListRoute } from './incident-list.ts'

const issueTest = storedTestSchema.extend({
  tree_name: z.string().nullable(),
  git_repository_branch: z.string().nullable(),
})

const issueTests = { name: 'tests', item: issueTest, member: null }

const route = incidentListRoute({
  view: 'tests',
  operationId: 'issueDetailsTests',
  summary: 'Tests and boots that show a version of an issue',
  description: 'One item per incident, ordered by id; a test that has not arrived is one too.',
  answer: z.array(issueTest).openapi('IssueTests'),
})

/** `GET /api/issue/{issue_id}/tests` (api-misc.md 6.5). */
export function mountIssueTests(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, (c) => {
    const query = c.req.valid('query')
    const asked = { id: c.req.valid('param').issue_id, version: query.version }
    const list = incidentList(
      (snapshot, after) => findIssueTests(snapshot, asked, after),
      'no_issue_tests',
    )
    return keysetListAnswer(c, db, issueTests, list, query)
  })
}
