import { createRoute, z } from '@hono/zod-openapi'
import { regressionTypes } from '../../../domain/test-history/regression-type.ts'
import { readStatusHistory } from '../../../read/tests/status-history/read-status-history.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { optionalDateTime } from '../../parameters/date-time-parameter.ts'
import { integerParameter } from '../../parameters/integer-parameter.ts'
import { optionalText, requiredText } from '../../parameters/text-parameter.ts'
import { answers, badParametersAsText } from '../answers.ts'
import { originParameter } from '../tree/tree-parameters.ts'
import { statusSchema, timestampSchema } from '../value-schemas.ts'

/** No page shows more, and each run is looked up. */
const mostRuns = 10_000

const query = z.object({
  path: requiredText('Path of the test, letter for letter').openapi({ example: 'boot' }),
  git_repository_url: requiredText('Address of the repository').openapi({
    example: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
  }),
  git_repository_branch: requiredText('Branch').openapi({ example: 'master' }),
  config_name: requiredText('Config of the build').openapi({ example: 'defconfig' }),
  origin: originParameter,
  platform: optionalText('Platform of the test; absent or empty: tests that name none').openapi({
    example: 'qemu-riscv64',
  }),
  current_test_start_time: optionalDateTime(
    'Runs that started no later; that of the test itself to have it in front',
  ).openapi({ example: '2038-01-01T00:00:00Z' }),
  field_timestamp: optionalDateTime(
    'Without `current_test_start_time`: runs that were stored no later, by that time. Without both: runs that have neither',
  ),
  group_size: integerParameter(
    10,
    { greaterThan: 0, atMost: mostRuns },
    'How many runs to show at most',
  ),
})

const statusHistory = z
  .object({
    status_history: z
      .array(
        z.object({
          start_time: timestampSchema.nullable(),
          id: z.string(),
          status: statusSchema,
          git_commit_hash: z.string().nullable(),
        }),
      )
      .openapi({ description: 'Newest first' }),
    regression_type: z.enum(regressionTypes).openapi({
      description:
        '`pass`, `fail`: all runs did. `fixed`, `regression`: they changed once. `unstable`: they ' +
        'changed more often, or one neither passed nor failed',
    }),
  })
  .openapi('TestStatusHistory')

const route = createRoute({
  method: 'get',
  path: '/api/test/status-history',
  operationId: 'testStatusHistory',
  'x-hangs-on': 'named scopes',
  tags: ['test'],
  summary: 'The latest runs of a test on one platform, config and branch',
  description: 'Runs on all architectures, with all compilers, and of all origins of tests.',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: { query },
  responses: { ...answers(statusHistory, 'The runs'), 400: badParametersAsText },
})

/** `GET /api/test/status-history` (api-misc.md 5.3). */
export function mountTestStatusHistory(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const asked = c.req.valid('query')
    const history = await readStatusHistory(db, {
      line: {
        origin: asked.origin,
        url: asked.git_repository_url,
        branch: asked.git_repository_branch,
        config: asked.config_name,
        path: asked.path,
        platform: asked.platform,
      },
      startedUntil: asked.current_test_start_time,
      storedUntil: asked.field_timestamp,
      size: asked.group_size,
    })
    if (history === null) throw new ApiError('no_status_history')
    return jsonAnswer(c, history, 200)
  })
}
