import { z } from '@hono/zod-openapi'
import { readTreeTests } from '../../../read/trees/boots-and-tests.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { testItemSchema } from './details-schemas.ts'
import { found } from './found.ts'
import { listAnswer } from './list-answer.ts'
import { itemOptions, itemParameters } from './item-parameters.ts'
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
  app.openapi(byHash, async (c) => {
    const scope = hashScope(c.req.valid('param'), c.req.valid('query'))
    const options = itemOptions(c.req.valid('query'))
    return listAnswer(c, found(await readTreeTests(db, scope, filtersOf(c), options)))
  })
  app.openapi(direct, async (c) => {
    const scope = directScope(c.req.valid('param'), c.req.valid('query'))
    const options = itemOptions(c.req.valid('query'))
    return listAnswer(c, found(await readTreeTests(db, scope, filtersOf(c), options)))
  })
}
