import { createRoute, z } from '@hono/zod-openapi'
import { compareCommits } from '../../../../read/trees/compare/summary.ts'
import { jsonAnswer } from '../../../answer/json-answer.ts'
import type { HttpApp, HttpDependencies } from '../../../http-app.ts'
import { answers } from '../../answers.ts'
import { countSchema } from '../../value-schemas.ts'
import { branchPath } from '../tree-parameters.ts'
import { comparedCommits, compareParameters } from './compare-parameters.ts'

const side = z
  .object({ pass: countSchema, fail: countSchema, inconclusive: countSchema })
  .openapi('ComparedSide')

const changes = z
  .object({
    regression: countSchema.openapi({ description: 'Passed on A, fails on B' }),
    fixed: countSchema.openapi({ description: 'Failed on A, does not fail on B' }),
    newFailure: countSchema.openapi({ description: 'Not known to pass on A, fails on B' }),
    stillFailing: countSchema,
    newPass: countSchema.openapi({ description: 'Not known to pass on A, passes on B' }),
    appeared: countSchema.openapi({ description: 'Did not run on A, inconclusive on B' }),
    disappeared: countSchema.openapi({ description: 'Did not run on B' }),
  })
  .openapi('ComparedChanges')

const typeComparison = z
  .object({
    sideA: side,
    sideB: side,
    delta: z.object({ pass: z.int(), fail: z.int() }).openapi({ description: 'B minus A' }),
    changes,
  })
  .openapi('TypeComparison')

const comparison = z
  .object({
    treeName: z.string(),
    branch: z.string(),
    gitUrl: z.string(),
    summary: z.object({ builds: typeComparison, boots: typeComparison, tests: typeComparison }),
  })
  .openapi('Comparison')

const route = createRoute({
  method: 'get',
  path: '/api/tree/{tree_name}/{git_branch}/compare',
  operationId: 'treeCompare',
  'x-hangs-on': 'named scopes',
  'x-cost': 'dear',
  tags: ['tree'],
  summary: 'How two commits of a branch differ, in numbers',
  description:
    'Per test the latest result of each commit is compared. A commit that is not known has no results.',
  'x-page-cached': true,
  request: { params: branchPath, query: z.object(compareParameters) },
  responses: answers(comparison, 'The comparison'),
})

/** `GET /api/tree/{tree_name}/{git_branch}/compare` (trees.md 7.10). */
export function mountTreeCompare(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const commits = comparedCommits(c.req.valid('param'), c.req.valid('query'))
    return jsonAnswer(c, await compareCommits(db, commits), 200)
  })
}
