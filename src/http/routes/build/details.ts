import { createRoute, z } from '@hono/zod-openapi'
import { findBuild } from '../../../read/builds/find-build.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { answersOrNothing } from '../answers.ts'
import { durationSchema, jsonSchema, statusSchema, timestampSchema } from '../value-schemas.ts'
import { buildParameters } from './build-parameters.ts'

const buildDetails = z
  .object({
    id: z.string(),
    origin: z.string().nullable().openapi({ description: 'Origin of the checkout' }),
    architecture: z.string().nullable(),
    config_name: z.string().nullable(),
    misc: z.record(z.string(), z.unknown()).nullable(),
    config_url: z.string().nullable(),
    compiler: z.string().nullable(),
    status: statusSchema,
    duration: durationSchema.nullable(),
    log_url: z.string().nullable(),
    start_time: timestampSchema.nullable(),
    git_repository_url: z.string().nullable(),
    git_repository_branch: z.string().nullable(),
    checkout_id: z.string(),
    command: z.string().nullable(),
    comment: z.string().nullable(),
    tree_name: z.string().nullable(),
    git_commit_hash: z.string().nullable(),
    git_commit_name: z.string().nullable(),
    git_commit_tags: z.array(z.string()).nullable(),
    log_excerpt: z.string().nullable(),
    input_files: jsonSchema,
    output_files: jsonSchema,
    build_origin: z.string().openapi({ description: 'Origin of the build' }),
  })
  .openapi('BuildDetails')

const route = createRoute({
  method: 'get',
  path: '/api/build/{build_id}',
  operationId: 'buildDetails',
  'x-hangs-on': 'data',
  tags: ['build'],
  summary: 'A build with its checkout',
  'x-page-cached': true,
  request: { params: buildParameters },
  responses: answersOrNothing(buildDetails, 'The build'),
})

/** `GET /api/build/{build_id}` (api-misc.md 4.1). */
export function mountBuildDetails(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const build = await findBuild(db, c.req.valid('param').build_id)
    if (build === null) throw new ApiError('build_not_found')
    return jsonAnswer(c, build, 200)
  })
}
