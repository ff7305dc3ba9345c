import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readTreeBoots } from '../../../read/trees/boots-and-tests.ts'
import type { ListPage } from '../../../read/list-page.ts'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { timedListAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters, type PageQuery } from '../../lists/page-parameters.ts'
import { filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { testItemSchema } from '../details/details-schemas.ts'
import { found } from './found.ts'
import { itemOptions, itemParameters, type ItemQuery } from '../details/item-parameters.ts'
import { directQuery, directScope, hashScope, requiredHashQuery } from './tree-parameters.ts'

const boots = { name: 'boots', item: testItemSchema, member: 'boots' }

const { byHash, direct } = bothForms('boots', {
  summary: 'Boots of a commit',
  description: `Newest first. ${filterRules}`,
  operationIds: { byHash: 'treeDetailsBootsView', direct: 'treeDetailsBootsDirectView' },
  query: {
    byHash: requiredHashQuery.extend({ ...itemParameters, ...pageParameters }),
    direct: directQuery.extend({ ...itemParameters, ...pageParameters }),
  },
  responses: listResponses(
    answersOrNothing(z.object({ boots: z.array(testItemSchema) }), 'The boots'),
  ),
})

/** `GET /api/tree/…/boots`, in both forms (trees.md 7.7). */
export function mountTreeBoots(app: HttpApp, { db }: HttpDependencies): void {
  const answer = (c: Context, scope: CommitScope, query: ItemQuery & PageQuery) => {
    const filters = filtersOf(c)
    const read = async (page: ListPage) =>
      found(await readTreeBoots(db, scope, filters, itemOptions(query), page)).boots
    return timedListAnswer(c, boots, read, query)
  }
  app.openapi(byHash, (c) => {
    const query = c.req.valid('query')
    return answer(c, hashScope(c.req.valid('param'), query), query)
  })
  app.openapi(direct, (c) => {
    const query = c.req.valid('query')
    return answer(c, directScope(c.req.valid('param'), query), query)
  })
}
