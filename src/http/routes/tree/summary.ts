import { createRoute } from '@hono/zod-openapi'
import { readTreeSummary } from '../../../read/trees/summary.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { treeSummarySchema } from './details-schemas.ts'
import { found } from './found.ts'
import { directPath, directScope, hashPath, hashScope, optionalQuery } from './tree-parameters.ts'

const description = {
  method: 'get' as const,
  tags: ['tree'],
  summary: 'Counts of a commit and choices for filters',
  responses: answersOrNothing(treeSummarySchema, 'The counts'),
}

const byHash = createRoute({
  ...description,
  path: '/api/tree/{commit_hash}/summary',
  operationId: 'treeDetailsSummaryView',
  request: { params: hashPath, query: optionalQuery.extend(filterParameters) },
})

const direct = createRoute({
  ...description,
  path: '/api/tree/{tree_name}/{git_branch}/{commit_hash}/summary',
  operationId: 'treeDetailsDirectSummaryView',
  request: { params: directPath, query: optionalQuery.extend(filterParameters) },
})

/** `GET /api/tree/…/summary`, in both forms (trees.md 7.5). */
export function mountTreeSummary(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(byHash, async (c) => {
    const scope = hashScope(c.req.valid('param'), c.req.valid('query'))
    return c.json(found(await readTreeSummary(db, scope, filtersOf(c))), 200)
  })
  app.openapi(direct, async (c) => {
    const scope = directScope(c.req.valid('param'), c.req.valid('query'))
    return c.json(found(await readTreeSummary(db, scope, filtersOf(c))), 200)
  })
}
