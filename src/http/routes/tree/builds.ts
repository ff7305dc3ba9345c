import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readTreeBuilds } from '../../../read/trees/builds.ts'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { buildItemSchema } from '../details/details-schemas.ts'
import { found } from './found.ts'
import { directQuery, directScope, hashScope, requiredHashQuery } from './tree-parameters.ts'

const { byHash, direct } = bothForms('builds', {
  summary: 'Builds of a commit',
  description: `Newest first. ${filterRules}`,
  operationIds: { byHash: 'treeDetailsBuildsView', direct: 'treeDetailsBuildsDirectView' },
  query: {
    byHash: requiredHashQuery.extend(filterParameters),
    direct: directQuery.extend(filterParameters),
  },
  responses: answersOrNothing(z.object({ builds: z.array(buildItemSchema) }), 'The builds'),
})

/** `GET /api/tree/…/builds`, in both forms (trees.md 7.6). */
export function mountTreeBuilds(app: HttpApp, { db }: HttpDependencies): void {
  const answer = async (c: Context, scope: CommitScope) =>
    c.json(found(await readTreeBuilds(db, scope, filtersOf(c))), 200)
  app.openapi(byHash, (c) => answer(c, hashScope(c.req.valid('param'), c.req.valid('query'))))
  app.openapi(direct, (c) => answer(c, directScope(c.req.valid('param'), c.req.valid('query'))))
}
