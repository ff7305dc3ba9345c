import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readTreeBuilds } from '../../../read/trees/builds.ts'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters, type PageQuery } from '../../lists/page-parameters.ts'
import { filterParameters, filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { buildItemSchema } from '../details/details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'
import { directQuery, directScope, hashScope, requiredHashQuery } from './tree-parameters.ts'

const builds = {
  name: 'builds',
  item: buildItemSchema,
  member: 'builds',
  key: ['start_time', 'id'],
  order: ['newest first', 'ascending'],
} as const

const { byHash, direct } = bothForms('builds', {
  summary: 'Builds of a commit',
  description: `Newest first. ${filterRules}`,
  operationIds: { byHash: 'treeDetailsBuildsView', direct: 'treeDetailsBuildsDirectView' },
  query: {
    byHash: requiredHashQuery.extend({ ...filterParameters, ...pageParameters }),
    direct: directQuery.extend({ ...filterParameters, ...pageParameters }),
  },
  responses: listResponses(
    answersOrNothing(z.object({ builds: z.array(buildItemSchema) }), 'The builds'),
  ),
})

/** `GET /api/tree/…/builds`, in both forms (trees.md 7.6). */
export function mountTreeBuilds(app: HttpApp, { db }: HttpDependencies): void {
  const answer = async (c: Context, scope: CommitScope, page: PageQuery) =>
    listAnswer(c, builds, bodyOrThrow(await readTreeBuilds(db, scope, filtersOf(c))).builds, page)
  app.openapi(byHash, (c) => {
    const query = c.req.valid('query')
    return answer(c, hashScope(c.req.valid('param'), query), query)
  })
  app.openapi(direct, (c) => {
    const query = c.req.valid('query')
    return answer(c, directScope(c.req.valid('param'), query), query)
  })
}
