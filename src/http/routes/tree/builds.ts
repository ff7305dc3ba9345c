import { createRoute, z } from '@hono/zod-openapi'
import { readTreeBuilds } from '../../../read/trees/builds.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { buildItemSchema } from './details-schemas.ts'
import { found } from './found.ts'
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
  summary: 'Builds of a commit',
  responses: answersOrNothing(z.object({ builds: z.array(buildItemSchema) }), 'The builds'),
}

const byHash = createRoute({
  ...description,
  path: '/api/tree/{commit_hash}/builds',
  operationId: 'treeDetailsBuildsView',
  request: { params: hashPath, query: requiredHashQuery.extend(filterParameters) },
})

const direct = createRoute({
  ...description,
  path: '/api/tree/{tree_name}/{git_branch}/{commit_hash}/builds',
  operationId: 'treeDetailsBuildsDirectView',
  request: { params: directPath, query: directQuery.extend(filterParameters) },
})

/** `GET /api/tree/…/builds`, in both forms (trees.md 7.6). */
export function mountTreeBuilds(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(byHash, async (c) => {
    const scope = hashScope(c.req.valid('param'), c.req.valid('query'))
    return c.json(found(await readTreeBuilds(db, scope, filtersOf(c))), 200)
  })
  app.openapi(direct, async (c) => {
    const scope = directScope(c.req.valid('param'), c.req.valid('query'))
    return c.json(found(await readTreeBuilds(db, scope, filtersOf(c))), 200)
  })
}
