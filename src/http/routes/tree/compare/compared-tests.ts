import { createRoute, z } from '@hono/zod-openapi'
import type { ItemKind } from '../../../../domain/test-dimensions.ts'
import { compareTests } from '../../../../read/trees/compare/tests.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { listAnswer } from '../../../lists/list-answer.ts'
import { listResponses } from '../../../lists/list-responses.ts'
import { pageParameters } from '../../../lists/page-parameters.ts'
import { filterParameters, filterRules, filtersOf } from '../../../parameters/filter-parameters.ts'
import { answers } from '../../answers.ts'
import { branchPath } from '../tree-parameters.ts'
import { comparedCommits, compareParameters } from './compare-parameters.ts'
import {
  comparedTestKey,
  comparedTestOrder,
  comparedTestSchema,
  comparedTestsSchema,
} from './compare-schemas.ts'

/** What tells boots and tests of two commits apart. */
type ComparedTests = {
  kind: ItemKind
  name: 'boots' | 'tests'
  operationId: string
  summary: string
}

/** Mounts the list of the boots, or the tests, that differ between two commits of a branch, or fail on both. */
export function mountComparedTests(
  app: HttpApp,
  { db }: HttpDependencies,
  { kind, name, operationId, summary }: ComparedTests,
): void {
  const list = {
    name,
    item: comparedTestSchema,
    member: null,
    key: comparedTestKey,
    order: comparedTestOrder,
  }
  const route = createRoute({
    method: 'get',
    path: `/api/tree/{tree_name}/{git_branch}/compare/${name}`,
    operationId,
    'x-hangs-on': 'named scopes',
    'x-cost': 'dear',
    tags: ['tree'],
    summary,
    description: `A filter on statuses asks for either side. ${filterRules}`,
    'x-page-cached': true,
    request: {
      params: branchPath,
      query: z.object({ ...compareParameters, ...filterParameters, ...pageParameters }),
    },
    responses: listResponses(answers(comparedTestsSchema, `The ${name}`)),
  })
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const commits = comparedCommits(c.req.valid('param'), query)
    const differing = await compareTests(db, kind, commits, filtersOf(c))
    return listAnswer(c, list, differing, query)
  })
}
