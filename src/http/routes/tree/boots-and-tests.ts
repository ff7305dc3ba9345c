import { z } from '@hono/zod-openapi'
import type { ItemKind } from '../../../domain/test-dimensions.ts'
import type { ReadDatabase } from '../../../read/database.ts'
import { findTreeTests } from '../../../read/trees/boots-and-tests.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { timedListAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters, type PageQuery } from '../../lists/page-parameters.ts'
import { filterRules, filtersOf } from '../../parameters/filter-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { bothForms } from './both-forms.ts'
import { testItemSchema } from '../details/details-schemas.ts'
import { bodyOrThrow } from './body-or-throw.ts'
import { itemOptions, itemParameters, type ItemQuery } from '../details/item-parameters.ts'
import { type CommitRequest, scopeOf } from './commit-request.ts'
import { directQuery, requiredHashQuery } from './tree-parameters.ts'

/** What tells boots and tests of a commit apart. */
type ItemList = {
  kind: ItemKind
  name: 'boots' | 'tests'
  operationIds: { byHash: string; direct: string }
  summary: string
}

/** Mounts the list of the boots, or the tests, of a commit, in both forms. */
export function mountTreeItems(
  app: HttpApp,
  { db }: HttpDependencies,
  { kind, name, operationIds, summary }: ItemList,
): void {
  const items = { name, item: testItemSchema, member: name }
  const { byHash, direct } = bothForms(name, {
    summary,
    description: `Newest first. ${filterRules}`,
    operationIds,
    cost: 'dear',
    query: {
      byHash: requiredHashQuery.extend({ ...itemParameters, ...pageParameters }),
      direct: directQuery.extend({ ...itemParameters, ...pageParameters }),
    },
    responses: listResponses(
      answersOrNothing(z.object({ [name]: z.array(testItemSchema) }), `The ${name}`),
    ),
  })
  const answer = (c: CommitRequest<ItemQuery & PageQuery>) => {
    const query = c.req.valid('query')
    const [scope, filters, options] = [scopeOf(c), filtersOf(c), itemOptions(query)]
    const find = async (snapshot: ReadDatabase) =>
      bodyOrThrow(await findTreeTests(snapshot, kind, scope, filters, options))
    return timedListAnswer(c, db, items, { find }, query)
  }
  app.openapi(byHash, answer)
  app.openapi(direct, answer)
}
