import { createRoute, z } from '@hono/zod-openapi'
import { readNamedCommits } from '../../../read/trees/history/named-commits.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { listMembers } from '../../parameters/list-parameter.ts'
import { addProblem } from '../../parameters/parameter-issue.ts'
import { lastValue, optionalText } from '../../parameters/text-parameter.ts'
import { answersOrNothing } from '../answers.ts'
import { examples } from '../examples.ts'
import { historyParameters, historyRequest } from './history-parameters.ts'
import { commitHistorySchema } from './history-schemas.ts'

const commitHashes = z
  .preprocess(
    lastValue,
    z
      .string()
      .default('')
      .transform((text, context) => {
        if (text !== '') return listMembers(text)
        const msg = 'Input should be a valid list'
        addProblem(context, { type: 'list_type', msg, input: null })
        return z.NEVER
      }),
  )
  .openapi({
    type: 'string',
    example: `${examples.commit},${examples.earlierCommit}`,
    param: { description: 'Full commit hashes, comma-separated', required: true },
  })

const route = createRoute({
  method: 'get',
  path: '/api/tree/commits-history',
  operationId: 'treeCommitsHistory',
  'x-hangs-on': 'data and clock',
  'x-cost': 'dear',
  tags: ['tree'],
  summary: 'Counts of some commits of a tree',
  description:
    'One element for each hash, in the order of the request, also where nothing is known of it. ' +
    `Timestamps make no difference. ${filterRules}`,
  'x-page-cached': true,
  request: {
    query: z.object({
      ...historyParameters,
      tree_name: optionalText('Name of the tree').openapi({ example: examples.tree }),
      git_branch: optionalText(
        'Branch; absent or empty: checkouts without one, not of any',
      ).openapi({ example: examples.branch }),
      commit_hashes: commitHashes,
    }),
  },
  responses: answersOrNothing(commitHistorySchema, 'The commits'),
})

/** `GET /api/tree/commits-history` (trees.md 7.9). */
export function mountTreeCommitsHistory(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const { commit_hashes: hashes, origin } = query
    if (hashes.length === 0) throw new ApiError('no_commit_hashes')
    const scope = {
      origin,
      treeName: query.tree_name,
      branch: query.git_branch,
      url: query.git_url,
    }
    const request = historyRequest(query, filtersOf(c))
    const commits = await readNamedCommits(db, scope, hashes, request, new Date())
    if (commits === null) throw new ApiError('no_commits')
    return jsonAnswer(c, commits, 200)
  })
}
