import type { ReadDatabase } from '../../../read/database.ts'
import { findTreeFull } from '../../../read/trees/full.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { filterParameters, filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { treeFullSchema } from '../details/details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'
import { longAnswer } from '../../lists/long-answer.ts'
import { type CommitRequest, scopeOf } from './commit-request.ts'
import { optionalHashQuery, overridingDirectQuery } from './tree-parameters.ts'

const { byHash, direct } = bothForms('full', {
  summary: 'Everything about a commit: counts, builds, boots, tests',
  description: `Large: ask for the counts and lists that you need where you can. ${filterRules}`,
  operationIds: { byHash: 'treeDetailsView', direct: 'treeDetailsDirectView' },
  cost: 'dear',
  query: {
    byHash: optionalHashQuery.extend(filterParameters),
    direct: overridingDirectQuery.extend(filterParameters),
  },
  responses: answersOrNothing(treeFullSchema, 'The commit'),
})

/** `GET /api/tree/…/full`, in both forms (trees.md 7.4). */
export function mountTreeFull(app: HttpApp, { db }: HttpDependencies): void {
  const answer = (c: CommitRequest) => {
    const [scope, filters] = [scopeOf(c), filtersOf(c)]
    const find = async (snapshot: ReadDatabase) =>
      bodyOrThrow(await findTreeFull(snapshot, scope, filters))
    return longAnswer(c, db, find)
  }
  app.openapi(byHash, answer)
  app.openapi(direct, answer)
}
