import { createRoute, z } from '@hono/zod-openapi'
import { readTreeBoots } from '../../../read/trees/boots-and-tests.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { testItemSchema } from './details-schemas.ts'
import { found } from './found.ts'
import { itemOptions, itemParameters } from './item-parameters.ts'
import {
  directPath,
  directQuery,
  directScope,
  hashPath,
  hashScope,
  requiredHashQuery,
} from './tree-parameters.ts'

const description = {
  method: 'get' as const,
  tags: ['tree'],
  summary: 'Boots of a commit',
  responses: answersOrNothing(z.object({ boots: z.array(testItemSchema) }), 'The boots'),
}

const byHash = createRoute({
  ...description,
  path: '/api/tree/{commit_hash}/boots',
  operationId: 'treeDetailsBootsView',
  request: { params: hashPath, query: requiredHashQuery.extend(itemParameters) },
})

const direct = createRoute({
  ...description,
  path: '/api/tree/{tree_name}/{git_branch}/{commit_hash}/boots',
  operationId: 'treeDetailsBootsDirectView',
  request: { params: directPath, query: directQuery.extend(itemParameters) },
})

/** `GET /api/tree/…/boots`, in both forms (trees.md 7.7). */
export function mountTreeBoots(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(byHash, async (c) => {
    const scope = hashScope(c.req.valid('param'), c.req.valid('query'))
    const options = itemOptions(c.req.valid('query'))
    return c.json(found(await readTreeBoots(db, scope, filtersOf(c), options)), 200)
  })
  app.openapi(direct, async (c) => {
    const scope = directScope(c.req.valid('param'), c.req.valid('query'))
    const options = itemOptions(c.req.valid('query'))
    return c.json(found(await readTreeBoots(db, scope, filtersOf(c), options)), 200)
  })
}
