import { createRoute, z } from '@hono/zod-openapi'
import { listBuildTests } from '../../../read/builds/list-build-tests.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../details/list-answer.ts'
import { answersOrNothing } from '../answers.ts'
import { durationSchema, jsonSchema, statusSchema, timestampSchema } from '../value-schemas.ts'
import { buildParameters } from './build-parameters.ts'

const buildTests = z
  .array(
    z.object({
      id: z.string(),
      status: statusSchema,
      duration: durationSchema.nullable(),
      path: z.string().nullable(),
      start_time: timestampSchema.nullable(),
      environment_compatible: z.array(z.string()).nullable(),
      environment_misc: jsonSchema,
      lab: z.string().nullable().openapi({ description: '`runtime` of the test' }),
    }),
  )
  .openapi('BuildTests')

const route = createRoute({
  method: 'get',
  path: '/api/build/{build_id}/tests',
  operationId: 'buildTests',
  tags: ['build'],
  summary: 'Tests and boots of a build, oldest first',
  'x-page-cached': true,
  request: { params: buildParameters },
  responses: answersOrNothing(buildTests, 'The tests'),
})

/** `GET /api/build/{build_id}/tests` (api-misc.md 4.2). */
export function mountBuildTests(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const tests = await listBuildTests(db, c.req.valid('param').build_id)
    if (tests.length === 0) throw new ApiError('no_build_tests')
    return listAnswer(c, tests)
  })
}
