import { createRoute, z } from '@hono/zod-openapi'
import { listCommits } from '../../../read/trees/history/list-commits.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { optionalText } from '../../parameters/text-parameter.ts'
import { answersOrNothing } from '../answers.ts'
import { examples } from '../examples.ts'
import { commitListSchema, listedCommitSchema } from './history-schemas.ts'
import { branchPath } from './tree-parameters.ts'

/** The commits of a branch as a list, also where its path looks like that of a history (`commits.ts`). */
export const commitsOfBranch = {
  name: 'commits',
  item: listedCommitSchema,
  member: null,
  key: ['last_checkout', 'git_commit_hash'],
  order: ['unknown, then newest first', 'ascending'],
} as const

const route = createRoute({
  method: 'get',
  path: '/api/tree/{tree_name}/{git_branch}/commits',
  operationId: 'treeCommitsList',
  'x-hangs-on': 'named scopes',
  tags: ['tree'],
  summary: 'Commits of a branch, newest first',
  'x-page-cached': true,
  request: {
    params: branchPath,
    query: z.object({
      origin: optionalText('Origin of the checkouts; nothing is found without it').openapi({
        example: examples.origin,
      }),
      git_url: optionalText('Address of the repository; any without it'),
      ...pageParameters,
    }),
  },
  responses: listResponses(answersOrNothing(commitListSchema, 'The commits')),
})

/** `GET /api/tree/{tree_name}/{git_branch}/commits` (trees.md 7.3). */
export function mountTreeCommitsList(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const { tree_name: treeName, git_branch: branch } = c.req.valid('param')
    const query = c.req.valid('query')
    const { origin, git_url: url } = query
    const found = await listCommits(db, { treeName, branch, origin, url })
    if (found.length === 0) throw new ApiError('no_commits')
    return listAnswer(c, commitsOfBranch, found, query)
  })
}
