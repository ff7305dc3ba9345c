import { createRoute, z } from '@hono/zod-openapi'
import { readHardwareOfRevision } from '../../../read/hardware/revision.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { givenText } from '../../parameters/text-parameter.ts'
import { answers, badParametersAsText } from '../answers.ts'
import { testOriginParameter } from './hardware-parameters.ts'
import { hardwareOfRevisionSchema } from './hardware-schemas.ts'

const route = createRoute({
  method: 'get',
  path: '/api/hardware-by-revision/',
  operationId: 'hardwareByRevision',
  tags: ['hardware'],
  summary: 'Hardware that tests of one revision ran on',
  description:
    'All checkouts of the revision are counted together. A build counts wherever it was tested. A platform is ' +
    'listed once for each set of compatibles that single tests named.',
  'x-page-cached': true,
  'x-validation-errors': 'text',
  request: {
    query: z.object({
      tree_name: givenText('Name of the tree').openapi({ example: 'mainline' }),
      git_repository_url: givenText('Address of the repository').openapi({
        example: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
      }),
      git_repository_branch: givenText('Branch').openapi({ example: 'master' }),
      git_commit_hash: givenText('Full commit hash').openapi({
        example: 'fbf5321b59d985d18893b3eaaef6cb3cb7aa404a',
      }),
      origin: testOriginParameter,
    }),
  },
  responses: { ...answers(hardwareOfRevisionSchema, 'The hardware'), 400: badParametersAsText },
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
    return c.json({ hardware: await readHardwareOfRevision(db, revision, query.origin) }, 200)
  })
}
