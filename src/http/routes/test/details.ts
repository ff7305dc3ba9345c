import { createRoute, z } from '@hono/zod-openapi'
import { findTest } from '../../../read/tests/find-test.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { answersOrNothing } from '../answers.ts'
import { jsonSchema, statusSchema, timestampSchema } from '../value-schemas.ts'
import { testParameters } from './test-parameters.ts'

const testDetails = z
  .object({
    field_timestamp: timestampSchema.nullable().openapi({ description: 'When it was stored' }),
    id: z.string(),
    build_id: z.string(),
    status: statusSchema,
    path: z.string().nullable(),
    log_excerpt: z.string().nullable(),
    log_url: z.string().nullable(),
    misc: jsonSchema,
    environment_misc: jsonSchema,
    start_time: timestampSchema.nullable(),
    environment_compatible: z.array(z.string()).nullable(),
    output_files: jsonSchema,
    input_files: jsonSchema,
    compiler: z.string().nullable(),
    architecture: z.string().nullable(),
    config_name: z.string().nullable(),
    git_commit_hash: z.string().nullable(),
    git_repository_branch: z.string().nullable(),
    git_repository_url: z.string().nullable(),
    git_commit_tags: z.array(z.string()).nullable(),
    tree_name: z.string().nullable(),
    origin: z.string().nullable().openapi({ description: 'Origin of the checkout' }),
    test_origin: z.string().openapi({ description: 'Origin of the test' }),
  })
  .openapi('TestDetails')

const route = createRoute({
  method: 'get',
  path: '/api/test/{test_id}',
  operationId: 'testDetails',
  'x-hangs-on': 'data',
  tags: ['test'],
  summary: 'A test or boot with its build and checkout',
  'x-page-cached': true,
  request: { params: testParameters },
  responses: answersOrNothing(testDetails, 'The test'),
})

/** `GET /api/test/{test_id}` (api-misc.md 5.1). */
export function mountTestDetails(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const test = await findTest(db, c.req.valid('param').test_id)
    if (test === null) throw new ApiError('test_not_found')
    return jsonAnswer(c, test, 200)
  })
}
