import { z } from '@hono/zod-openapi'
import { readTreeBuilds } from '../../../read/trees/builds.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters, type PageQuery } from '../../lists/page-parameters.ts'
import { filterParameters, filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { buildItemSchema } from '../details/details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'
import { type CommitRequest, scopeOf } from './commit-request.ts'
import { directQuery, requiredHashQuery } from './tree-parameters.ts'

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
  const answer = async (c: CommitRequest<PageQuery>) => {
    const found = bodyOrThrow(await readTreeBuilds(db, scopeOf(c), filtersOf(c)))
    return listAnswer(c, builds, found.builds, c.req.valid('query'))
  }
  app.openapi(byHash, answer)
  app.openapi(direct, answer)
}
