import { createRoute, z } from '@hono/zod-openapi'
import { culprits, parseIssueFilters } from '../../../domain/issues/issue-filters.ts'
import { listIssues } from '../../../read/issues/list-issues.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { integerParameter } from '../../parameters/integer-parameter.ts'
import { longestIntervalInDays } from '../../parameters/interval.ts'
import { optionalText } from '../../parameters/text-parameter.ts'
import { queryParameters } from '../../request-target.ts'
import { answersOrNothing } from '../answers.ts'
import { timestampSchema } from '../value-schemas.ts'
import { endIncidentSchema } from './issue-schemas.ts'
import { listingWindow } from './listing-window.ts'

const listedIssue = z.object({
  field_timestamp: timestampSchema.nullable(),
  id: z.string(),
  comment: z.string().nullable(),
  origin: z.string(),
  version: z.int(),
  culprit_code: z.boolean().nullable(),
  culprit_tool: z.boolean().nullable(),
  culprit_harness: z.boolean().nullable(),
  categories: z.array(z.string()).nullable(),
})

const issues = {
  name: 'issues',
  item: listedIssue,
  member: 'issues',
  key: ['field_timestamp', 'id', 'version'],
  order: ['newest first', 'ascending', 'ascending'],
} as const

const issueListing = z
  .object({
    issues: z.array(listedIssue).openapi({ description: 'Newest first' }),
    extras: z
      .record(z.string(), endIncidentSchema)
      .openapi({ description: 'The first incident, by the id of the issue' }),
    filters: z
      .object({
        origins: z.array(z.string()),
        culprits: z.array(z.enum(culprits)),
        categories: z.array(z.string()),
      })
      .openapi({ description: 'Choices to offer; they do not depend on the active filters' }),
  })
  .openapi('IssueListing')

const unixTime = (description: string, example: number) =>
  optionalText(`${description}, Unix time in seconds`).openapi({ type: 'number', example })

const route = createRoute({
  method: 'get',
  path: '/api/issue/',
  operationId: 'issue',
  'x-hangs-on': 'data and clock',
  tags: ['issue'],
  summary: 'Issues that were stored or changed in a window of time',
  description:
    'Every version is listed separately, when it was seen in a tree with name and branch, or when no incident ' +
    'names the issue at all. Filters: the values of a repeated parameter are alternatives, different parameters ' +
    'must all hold. Filters of other pages are ignored.',
  'x-page-cached': true,
  request: {
    query: z.object({
      startTimestampInSeconds: unixTime('Begin of the window', 1_735_689_600),
      endTimestampInSeconds: unixTime('End of the window, which belongs to it; now', 4_102_444_800),
      interval_in_days: integerParameter(
        7,
        { greaterThan: 0, atMost: longestIntervalInDays },
        'How long the window is when no start is given, in days',
      ),
      filter_origin: choice('Origin of the issue'),
      'filter_issue.culprit': choice('Where the problem lies', culprits),
      'filter_issue.categories': choice('A category of the issue'),
      'filter_issue.options': choice('Only issues that an incident names', ['hasIncident']),
      ...pageParameters,
    }),
  },
  responses: listResponses(answersOrNothing(issueListing, 'The issues')),
})

/** Whatever comes, once or repeatedly: `parseIssueFilters` decides. */
function choice(description: string, words?: readonly string[]) {
  const items = { type: 'string' as const, ...(words && { enum: [...words] }) }
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ type: 'array', items, param: { description } })
}

/** `GET /api/issue/` (api-misc.md 6.1). */
export function mountIssueListing(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const asked = {
      start: query.startTimestampInSeconds,
      end: query.endTimestampInSeconds,
      intervalInDays: query.interval_in_days,
    }
    const window = listingWindow(asked, new Date())
    // from all parameters: their names are open, any may carry an operator
    const filters = parseIssueFilters(queryParameters(c.req.url))
    const listing = await listIssues(db, window, filters)
    if (listing === null) throw new ApiError('no_issues')
    const { issues: listed, ...others } = listing
    return listAnswer(c, issues, listed, query, others)
  })
}
