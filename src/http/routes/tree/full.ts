import { createRoute } from '@hono/zod-openapi'
import { readTreeFull } from '../../../read/trees/full.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { treeFullSchema } from './details-schemas.ts'
import { found } from './found.ts'
import { directPath, directScope, hashPath, hashScope, optionalQuery } from './tree-parameters.ts'

const description = {
  method: 'get' as const,
  tags: ['tree'],
  summary: 'Everything about a commit: counts, builds, boots, tests',
  responses: answersOrNothing(treeFullSchema, 'The commit'),
}

const byHash = createRoute({
  ...description,
  path: '/api/tree/{commit_hash}/full',
  operationId: 'treeDetailsView',
  request: { params: hashPath, query: optionalQuery.extend(filterParameters) },
})

const direct = createRoute({
  ...description,
  path: '/api/tree/{tree_name}/{git_branch}/{commit_hash}/full',
  operationId: 'treeDetailsDirectView',
  request: { params: directPath, query: optionalQuery.extend(filterParameters) },
})

/** `GET /api/tree/…/full`, in both forms (trees.md 7.4). */
export function mountTreeFull(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(byHash, async (c) => {
    const scope = hashScope(c.req.valid('param'), c.req.valid('query'))
    return c.json(found(await readTreeFull(db, scope, filtersOf(c))), 200)
  })
  app.openapi(direct, async (c) => {
    const scope = directScope(c.req.valid('param'), c.req.valid('query'))
    return c.json(found(await readTreeFull(db, scope, filtersOf(c))), 200)
  })
}
