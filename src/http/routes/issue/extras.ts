import { createRoute, z } from '@hono/zod-openapi'
import { findIssueExtras } from '../../../read/issues/find-issue-extras.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { documentWithBody } from '../../body/document-body.ts'
import { parseBody } from '../../body/parse-body.ts'
import { readJson } from '../../body/read-json.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { askedIssues } from './asked-issues.ts'
import { issueExtrasSchema } from './issue-schemas.ts'

const extrasByIssue = z
  .object({
    issues: z
      .record(z.string(), issueExtrasSchema)
      .openapi({ description: 'By the id of the issue; without those that no incident names' }),
  })
  .openapi('ExtrasByIssue')

const route = createRoute({
  method: 'post',
  path: '/api/issue/extras/',
  operationId: 'issueExtraDetails',
  'x-hangs-on': 'named scopes',
  tags: ['issue'],
  summary: 'Where issues were seen first and last, and in which trees',
  'x-validation-errors': 'text',
  responses: { ...answersOrNothing(extrasByIssue, 'What incidents say'), 400: badParametersAsText },
})

/** `POST /api/issue/extras/` (api-misc.md 6.4). */
export function mountIssueExtras(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, askedIssues)
  app.openapi({ ...route, hide: true }, async (c) => {
    const { issues } = parseBody(askedIssues, await readJson(c.req.raw))
    if (issues.length === 0) throw new ApiError('no_asked_issues')
    const extras = await findIssueExtras(db, issues)
    if (extras.size === 0) throw new ApiError('no_issue_extras')
    return jsonAnswer(c, { issues: Object.fromEntries(extras) }, 200)
  })
}
