import type { Context } from 'hono'
import { readTreeSummary } from '../../../read/trees/summary.ts'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { treeSummarySchema } from '../details/details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'
import {
  directScope,
  hashScope,
  optionalHashQuery,
  overridingDirectQuery,
} from './tree-parameters.ts'

const { byHash, direct } = bothForms('summary', {
  summary: 'Counts of a commit and choices for filters',
  description: `Counts what the filtered lists of builds, boots and tests show. ${filterRules}`,
  operationIds: { byHash: 'treeDetailsSummaryView', direct: 'treeDetailsDirectSummaryView' },
  query: {
    byHash: optionalHashQuery.extend(filterParameters),
    direct: overridingDirectQuery.extend(filterParameters),
  },
  responses: answersOrNothing(treeSummarySchema, 'The counts'),
})

/** `GET /api/tree/…/summary`, in both forms (trees.md 7.5). */
export function mountTreeSummary(app: HttpApp, { db }: HttpDependencies): void {
  const answer = async (c: Context, scope: CommitScope) =>
    jsonAnswer(c, bodyOrThrow(await readTreeSummary(db, scope, filtersOf(c))), 200)
  app.openapi(byHash, (c) => answer(c, hashScope(c.req.valid('param'), c.req.valid('query'))))
  app.openapi(direct, (c) => answer(c, directScope(c.req.valid('param'), c.req.valid('query'))))
}
