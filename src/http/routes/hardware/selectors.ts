import { createRoute, z } from '@hono/zod-openapi'
import { readSelectors } from '../../../read/hardware/selectors.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { answers } from '../answers.ts'
import { timestampSchema } from '../value-schemas.ts'
import { testOriginParameter } from './hardware-parameters.ts'

const revision = z.object({
  git_commit_hash: z.string(),
  git_commit_name: z.string().nullable(),
  start_time: timestampSchema,
})

const branch = z.object({
  git_repository_url: z.string(),
  git_repository_branch: z.string(),
  revisions: z.array(revision).openapi({ description: 'Newest first' }),
})

const selectors = z
  .object({
    trees: z
      .array(z.object({ tree_name: z.string(), branches: z.array(branch) }))
      .openapi({ description: 'Ascending, as are their branches' }),
  })
  .openapi('HardwareSelectors')

const route = createRoute({
  method: 'get',
  path: '/api/hardware/selectors/',
  operationId: 'hardwareSelectors',
  'x-hangs-on': 'data and clock',
  tags: ['hardware'],
  summary: 'Trees, branches and revisions to choose from',
  description:
    'Those that the origin built in the last 30 days; or tested, where it builds nothing.',
  'x-page-cached': true,
  request: { query: z.object({ origin: testOriginParameter }) },
  responses: answers(selectors, 'The trees'),
})

/** `GET /api/hardware/selectors/` (hardware.md 9.2); nothing found is an empty list (hardware.md R9). */
export function mountHardwareSelectors(app: HttpApp, { db, settings }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const { origin } = c.req.valid('query')
    const isTestOnly = settings.testOnlyOrigins.includes(origin)
    const trees = await readSelectors(db, { origin, isTestOnly, now: new Date() })
    return jsonAnswer(c, { trees }, 200)
  })
}
