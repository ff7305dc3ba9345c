import { readTreeSummary } from '../../../read/trees/summary.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { treeSummarySchema } from '../details/details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'
import { type CommitRequest, scopeOf } from './commit-request.ts'
import { optionalHashQuery, overridingDirectQuery } from './tree-parameters.ts'

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
  const answer = async (c: CommitRequest) =>
    jsonAnswer(c, bodyOrThrow(await readTreeSummary(db, scopeOf(c), filtersOf(c))), 200)
  app.openapi(byHash, answer)
  app.openapi(direct, answer)
}
