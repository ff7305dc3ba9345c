import { createRoute, z } from '@hono/zod-openapi'
import { listBuildTests } from '../../../read/builds/list-build-tests.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { timedListAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { answersOrNothing } from '../answers.ts'
import { storedTestSchema } from '../details/stored-test-schema.ts'
import { buildParameters } from './build-parameters.ts'

const buildTests = { name: 'tests', item: storedTestSchema, member: null }

const route = createRoute({
  method: 'get',
  path: '/api/build/{build_id}/tests',
  operationId: 'buildTests',
  'x-hangs-on': 'data',
  'x-cost': 'dear',
  tags: ['build'],
  summary: 'Tests and boots of a build, oldest first',
  'x-page-cached': true,
  request: { params: buildParameters, query: z.object(pageParameters) },
  responses: listResponses(
    answersOrNothing(z.array(storedTestSchema).openapi('BuildTests'), 'The tests'),
  ),
})

/** `GET /api/build/{build_id}/tests` (api-misc.md 4.2). */
export function mountBuildTests(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, (c) => {
    const list = listBuildTests(c.req.valid('param').build_id)
    const found = { find: () => Promise.resolve(list), nothing: 'no_build_tests' as const }
    return timedListAnswer(c, db, buildTests, found, c.req.valid('query'))
  })
}
