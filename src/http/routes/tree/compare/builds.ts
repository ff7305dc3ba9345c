import { createRoute, z } from '@hono/zod-openapi'
import { compareBuilds } from '../../../../read/trees/compare/builds.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { filterParameters, filterRules, filtersOf } from '../../../parameters/filter-parameters.ts'
import { answers } from '../../answers.ts'
import { branchPath } from '../tree-parameters.ts'
import { comparedCommits, compareParameters } from './compare-parameters.ts'
import { pairSchema } from './compare-schemas.ts'

const comparedBuilds = z
  .array(
    z.object({
      config_name: z.string(),
      architecture: z.string(),
      compiler: z.string(),
      ...pairSchema,
    }),
  )
  .openapi('ComparedBuilds')

const route = createRoute({
  method: 'get',
  path: '/api/tree/{tree_name}/{git_branch}/compare/builds',
  operationId: 'treeCompareBuilds',
  tags: ['tree'],
  summary: 'Builds that differ between two commits of a branch, or fail on both',
  description: `A filter on statuses asks for either side. ${filterRules}`,
  'x-page-cached': true,
  request: {
    params: branchPath,
    query: z.object({ ...compareParameters, ...filterParameters }),
  },
  responses: answers(comparedBuilds, 'The builds'),
})

/** `GET /api/tree/{tree_name}/{git_branch}/compare/builds` (trees.md 7.11). */
export function mountTreeCompareBuilds(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const commits = comparedCommits(c.req.valid('param'), c.req.valid('query'))
    return c.json(await compareBuilds(db, commits, filtersOf(c)), 200)
  })
}
