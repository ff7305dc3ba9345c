import { createRoute, z } from '@hono/zod-openapi'
import { listTrees } from '../../../read/trees/listing.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { integerParameter } from '../../parameters/integer-parameter.ts'
import { longestIntervalInDays } from '../../parameters/interval.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { bucketCountsSchema, timestampSchema } from '../value-schemas.ts'
import { originParameter } from './tree-parameters.ts'

const tree = z.object({
  id: z.string().openapi({ description: 'Id of the newest checkout' }),
  build_status: bucketCountsSchema,
  boot_status: bucketCountsSchema,
  test_status: bucketCountsSchema,
  tree_name: z.string().nullable(),
  git_commit_tags: z.array(z.string()).nullable(),
  origin: z.string(),
  git_repository_url: z.string().nullable(),
  git_repository_branch: z.string().nullable(),
  git_commit_hash: z.string().nullable(),
  git_commit_name: z.string().nullable(),
  start_time: timestampSchema.nullable(),
})

const trees = {
  name: 'trees',
  item: tree,
  member: null,
  // not the id, which is another one after each checkout
  key: ['tree_name', 'git_repository_branch', 'git_repository_url'],
  order: ['ascending', 'ascending', 'ascending'],
} as const

const route = createRoute({
  method: 'get',
  path: '/api/tree/',
  operationId: 'tree',
  'x-hangs-on': 'data and clock',
  tags: ['tree'],
  summary: 'Trees of an origin, each with its newest commit',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: {
    query: z.object({
      origin: originParameter,
      interval_in_days: integerParameter(
        7,
        { greaterThan: 0, atMost: longestIntervalInDays },
        'The newest checkout of a tree must have started in that many days',
      ),
      ...pageParameters,
    }),
  },
  responses: {
    ...listResponses(answersOrNothing(z.array(tree).openapi('TreeListing'), 'The trees')),
    400: badParametersAsText,
  },
})

/** `GET /api/tree/` (trees.md 7.1). */
export function mountTreeListing(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const { origin, interval_in_days } = query
    const request = { origin, intervalInDays: interval_in_days, now: new Date() }
    const found = await listTrees(db, request)
    if (found.length === 0) throw new ApiError('no_trees')
    return listAnswer(c, trees, found, query)
  })
}
