import { createRoute, z } from '@hono/zod-openapi'
import { findIssue } from '../../../read/issues/find-issue.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { jsonSchema, timestampSchema } from '../value-schemas.ts'
import { issueParameters, versionQuery } from './issue-parameters.ts'
import { issueExtrasSchema } from './issue-schemas.ts'

const issueDetails = z
  .object({
    field_timestamp: timestampSchema.nullable().openapi({ description: 'When it was stored' }),
    id: z.string(),
    version: z.int(),
    origin: z.string(),
    report_url: z.string().nullable(),
    report_subject: z.string().nullable(),
    culprit_code: z.boolean().nullable(),
    culprit_tool: z.boolean().nullable(),
    culprit_harness: z.boolean().nullable(),
    comment: z.string().nullable(),
    misc: jsonSchema,
    categories: z.array(z.string()).nullable(),
    extra: z
      .record(z.string(), issueExtrasSchema)
      .openapi({ description: 'By the id of the issue; empty when it has no incident' }),
  })
  .openapi('IssueDetails')

const route = createRoute({
  method: 'get',
  path: '/api/issue/{issue_id}',
  operationId: 'issueDetails',
  'x-hangs-on': 'named scopes',
  tags: ['issue'],
  summary: 'A version of an issue, and where it was seen',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: { params: issueParameters, query: versionQuery('the highest') },
  responses: { ...answersOrNothing(issueDetails, 'The issue'), 400: badParametersAsText },
})

/** `GET /api/issue/{issue_id}` (api-misc.md 6.2). */
export function mountIssueDetails(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const { version } = c.req.valid('query')
    const issue = await findIssue(db, c.req.valid('param').issue_id, version)
    if (issue === null) throw new ApiError('issue_not_found')
    return jsonAnswer(c, issue, 200)
  })
}
