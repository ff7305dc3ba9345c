import { z } from '@hono/zod-openapi'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import { readCommitHistory } from '../../../read/trees/history/commits.ts'
import { listCommits } from '../../../read/trees/history/list-commits.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters, type PageQuery } from '../../lists/page-parameters.ts'
import { filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { optionalText } from '../../parameters/text-parameter.ts'
import { answersOrNothing } from '../answers.ts'
import { examples } from '../examples.ts'
import { bothForms } from './both-forms.ts'
import { type CommitPath, type CommitRequest, scopeOf } from './commit-request.ts'
import { commitsOfBranch } from './commits-list.ts'
import {
  historyParameters,
  type HistoryQuery,
  historyRequest,
  historyWindow,
} from './history-parameters.ts'
import { commitHistorySchema, commitListSchema, commitOfHistorySchema } from './history-schemas.ts'

const history = {
  name: 'commits',
  item: commitOfHistorySchema,
  member: null,
  key: ['git_commit_hash'],
} as const

const { byHash, direct } = bothForms('commits', {
  summary: 'A commit and the five before it, with their counts',
  description: `Newest first. ${filterRules}`,
  operationIds: { byHash: 'treeCommits', direct: 'treeCommitsDirectView' },
  cost: 'dear',
  pageCached: true,
  hangsOn: 'data',
  query: {
    byHash: z.object({
      ...historyParameters,
      git_branch: optionalText(
        'Branch; absent or empty: checkouts without one, not of any',
      ).openapi({ example: examples.branch }),
      ...pageParameters,
    }),
    direct: z.object({
      ...historyParameters,
      git_branch: optionalText('Instead of the branch of the path, unless it is empty'),
      ...pageParameters,
    }),
  },
  responses: listResponses(
    answersOrNothing(
      z.union([commitHistorySchema, commitListSchema]),
      'The history; the commits of a branch with slashes, where its last part stands for the commit',
    ),
  ),
})

/** `GET /api/tree/…/commits` of a commit, in both forms (trees.md 7.8). */
export function mountTreeCommits(app: HttpApp, { db }: HttpDependencies): void {
  const answer = async (c: CommitRequest<HistoryQuery & PageQuery>) => {
    const query = c.req.valid('query')
    const scope = scopeOf(c)
    const request = historyRequest(query, filtersOf(c))
    const commits = await readCommitHistory(db, scope, request, historyWindow(query))
    if (commits !== null) return listAnswer(c, history, commits, query)
    const branch = branchWithSlash(c.req.valid('param'), scope)
    const listed = branch === null ? [] : await listCommits(db, branch)
    if (listed.length === 0) throw new ApiError('no_commits')
    return listAnswer(c, commitsOfBranch, listed, query)
  }
  app.openapi(byHash, answer)
  app.openapi(direct, answer)
}

/**
 * The list of commits of `for-next/core` has the path of the history of commit `core` of `for-next`.
 * Where there is no such commit, the branch is meant (trees.md O9). Null in the form by hash.
 */
function branchWithSlash(path: CommitPath, { origin, url }: CommitScope) {
  if (!('tree_name' in path)) return null
  const branch = `${path.git_branch}/${path.commit_hash}`
  return { treeName: path.tree_name, branch, origin, url }
}
