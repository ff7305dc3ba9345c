import { createRoute, z } from '@hono/zod-openapi'
import { compareBuilds } from '../../../../read/trees/compare/builds.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { listAnswer } from '../../../lists/list-answer.ts'
import { listResponses } from '../../../lists/list-responses.ts'
import { pageParameters } from '../../../lists/page-parameters.ts'
import { filterParameters, filterRules, filtersOf } from '../../../parameters/filter-parameters.ts'
import { answers } from '../../answers.ts'
import { branchPath } from '../tree-parameters.ts'
import { comparedCommits, compareParameters } from './compare-parameters.ts'
import { pairSchema } from './compare-schemas.ts'

const comparedBuild = z.object({
  config_name: z.string(),
  architecture: z.string(),
  compiler: z.string(),
  ...pairSchema,
})

const builds = {
  name: 'builds',
  item: comparedBuild,
  member: null,
  key: ['config_name', 'architecture', 'compiler'],
  order: ['ascending', 'ascending', 'ascending'],
} as const

const route = createRoute({
  method: 'get',
  path: '/api/tree/{tree_name}/{git_branch}/compare/builds',
  operationId: 'treeCompareBuilds',
  'x-hangs-on': 'named scopes',
  'x-cost': 'dear',
  tags: ['tree'],
  summary: 'Builds that differ between two commits of a branch, or fail on both',
  description: `A filter on statuses asks for either side. ${filterRules}`,
  'x-page-cached': true,
  request: {
    params: branchPath,
    query: z.object({ ...compareParameters, ...filterParameters, ...pageParameters }),
  },
  responses: listResponses(answers(z.array(comparedBuild).openapi('ComparedBuilds'), 'The builds')),
})

/** `GET /api/tree/{tree_name}/{git_branch}/compare/builds` (trees.md 7.11). */
export function mountTreeCompareBuilds(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const commits = comparedCommits(c.req.valid('param'), query)
    return listAnswer(c, builds, await compareBuilds(db, commits, filtersOf(c)), query)
  })
}
