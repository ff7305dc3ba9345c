import { readTreeSummary } from '../../../read/trees/summary.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { treeSummarySchema } from './details-schemas.ts'
import { found } from './found.ts'
import { directScope, hashScope, optionalQuery } from './tree-parameters.ts'

const query = optionalQuery.extend(filterParameters)

const { byHash, direct } = bothForms('summary', {
  summary: 'Counts of a commit and choices for filters',
  operationIds: { byHash: 'treeDetailsSummaryView', direct: 'treeDetailsDirectSummaryView' },
  query: { byHash: query, direct: query },
  responses: answersOrNothing(treeSummarySchema, 'The counts'),
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
