import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readTreeTests } from '../../../read/trees/boots-and-tests.ts'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import type { TestItemOptions } from '../../../read/details/load-test-items.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { testItemSchema } from '../details/details-schemas.ts'
import { found } from './found.ts'
import { listAnswer } from '../details/list-answer.ts'
import { itemOptions, itemParameters } from '../details/item-parameters.ts'
import { directQuery, directScope, hashScope, requiredHashQuery } from './tree-parameters.ts'

const { byHash, direct } = bothForms('tests', {
  summary: 'Tests of a commit, without boots',
  description: `Newest first. ${filterRules}`,
  operationIds: { byHash: 'treeDetailsTestsView', direct: 'treeDetailsTestsDirectView' },
  query: {
    byHash: requiredHashQuery.extend(itemParameters),
    direct: directQuery.extend(itemParameters),
  },
  responses: answersOrNothing(z.object({ tests: z.array(testItemSchema) }), 'The tests'),
})

/** `GET /api/tree/…/tests`, in both forms (trees.md 7.7). */
export function mountTreeTests(app: HttpApp, { db }: HttpDependencies): void {
  const answer = async (c: Context, scope: CommitScope, options: TestItemOptions) =>
    listAnswer(c, found(await readTreeTests(db, scope, filtersOf(c), options)))
  app.openapi(byHash, (c) => {
    const query = c.req.valid('query')
    return answer(c, hashScope(c.req.valid('param'), query), itemOptions(query))
  })
  app.openapi(direct, (c) => {
    const query = c.req.valid('query')
    return answer(c, directScope(c.req.valid('param'), query), itemOptions(query))
  })
}
