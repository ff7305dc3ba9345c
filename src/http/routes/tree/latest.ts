import { createRoute, z } from '@hono/zod-openapi'
import { findLatestCheckout } from '../../../read/trees/latest.ts'
import { latestLinks } from '../../../read/trees/latest-links.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { optionalText } from '../../parameters/text-parameter.ts'
import { answersOrNothing } from '../answers.ts'
import { errorBody } from '../failures.ts'
import { branchPath, defaultOrigin } from './tree-parameters.ts'

const latestCheckout = z
  .object({
    git_repository_url: z.string().nullable(),
    git_commit_hash: z.string(),
    git_commit_name: z.string().nullable(),
    origin: z.string(),
    api_url: z.string().openapi({ description: 'Its details, relative to the server' }),
    old_api_url: z.string().openapi({ description: 'The same by commit hash' }),
    tree_name: z.string(),
    git_repository_branch: z.string(),
  })
  .openapi('LatestCheckout')

const treeNotFound = errorBody
  .extend({
    params: z
      .object({
        tree_name: z.string(),
        git_branch: z.string(),
        origin: z.string(),
        commit_hash: z.string().nullable(),
      })
      .openapi({ description: 'What was looked for' }),
  })
  .openapi('TreeNotFound')

const route = createRoute({
  method: 'get',
  path: '/api/tree/{tree_name}/{git_branch}',
  operationId: 'treeLatest',
  'x-hangs-on': 'named scopes',
  tags: ['tree'],
  summary: 'The newest checkout of a tree, or of one commit of it',
  description: 'The one that started last; without a commit, of any commit of the tree.',
  'x-page-cached': true,
  request: {
    params: branchPath,
    query: z.object({
      origin: optionalText(`Origin of the checkout, by default ${defaultOrigin}`),
      commit_hash: optionalText('A full hash or a tag'),
    }),
  },
  responses: answersOrNothing(latestCheckout, 'The checkout', treeNotFound),
})

/** `GET /api/tree/{tree_name}/{git_branch}` (trees.md 7.2). */
export function mountTreeLatest(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const { tree_name: treeName, git_branch: branch } = c.req.valid('param')
    const { origin = defaultOrigin, commit_hash: commit } = c.req.valid('query')
    const checkout = await findLatestCheckout(db, { treeName, branch, origin, commit })
    if (checkout !== null) return jsonAnswer(c, { ...checkout, ...latestLinks(checkout) }, 200)
    throw new ApiError('tree_not_found', {
      message: notFoundMessage(c.req.valid('query').origin),
      members: {
        params: {
          tree_name: treeName,
          git_branch: branch,
          origin,
          commit_hash: commit ?? null,
        },
      },
    })
  })
}

function notFoundMessage(askedOrigin: string | undefined): string {
  if (askedOrigin !== undefined) return 'Tree not found.'
  return `Tree not found. No origin was provided so it was defaulted to ${defaultOrigin}`
}
