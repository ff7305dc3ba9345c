import { createRoute, z } from '@hono/zod-openapi'
import { readHardwareOfRevision } from '../../../read/hardware/revision.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { listAnswer } from '../../lists/list-answer.ts'
import { listResponses } from '../../lists/list-responses.ts'
import { pageParameters } from '../../lists/page-parameters.ts'
import { givenText } from '../../parameters/text-parameter.ts'
import { answers, badParametersAsText } from '../answers.ts'
import { examples } from '../examples.ts'
import { testOriginParameter } from './hardware-parameters.ts'
import { hardwareOfRevisionSchema, revisionHardwareSchema } from './hardware-schemas.ts'

const hardware = {
  name: 'hardware',
  item: revisionHardwareSchema,
  member: 'hardware',
  key: ['platform', 'hardware'],
  order: ['ascending', 'ascending'],
} as const

const route = createRoute({
  method: 'get',
  path: '/api/hardware-by-revision/',
  operationId: 'hardwareByRevision',
  'x-hangs-on': 'named scopes',
  tags: ['hardware'],
  summary: 'Hardware that tests of one revision ran on',
  description:
    'All checkouts of the revision are counted together. A build counts wherever it was tested. A platform is ' +
    'listed once for each set of compatibles that single tests named.',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: {
    query: z.object({
      tree_name: givenText('Name of the tree').openapi({ example: examples.tree }),
      git_repository_url: givenText('Address of the repository').openapi({
        example: examples.url,
      }),
      git_repository_branch: givenText('Branch').openapi({ example: examples.branch }),
      git_commit_hash: givenText('Full commit hash').openapi({
        example: examples.commit,
      }),
      origin: testOriginParameter,
      ...pageParameters,
    }),
  },
  responses: {
    ...listResponses(answers(hardwareOfRevisionSchema, 'The hardware')),
    400: badParametersAsText,
  },
})

/** `GET /api/hardware-by-revision/` (hardware.md 9.3); nothing found is an empty list (hardware.md R9). */
export function mountHardwareByRevision(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query')
    const revision = {
      treeName: query.tree_name,
      url: query.git_repository_url,
      branch: query.git_repository_branch,
      hash: query.git_commit_hash,
    }
    return listAnswer(c, hardware, await readHardwareOfRevision(db, revision, query.origin), query)
  })
}
