import { createRoute, z } from '@hono/zod-openapi'
import { readHistoryOfTrees } from '../../../read/hardware/commit-history.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { bodyWindow, windowMembers } from '../../body/body-window.ts'
import { documentWithBody } from '../../body/document-body.ts'
import { listOf } from '../../body/long-members.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { answersOrNothing, badParametersAsText } from '../answers.ts'
import { examples } from '../examples.ts'
import { timestampSchema } from '../value-schemas.ts'
import { hardwarePath } from './hardware-parameters.ts'
import { readHardwareBody } from './read-hardware-body.ts'

const commitHead = z.object({
  treeName: z.string(),
  repositoryUrl: z.string(),
  branch: z.string(),
  commitHash: z.string(),
})

const headMembers = Object.keys(commitHead.shape)

const body = z
  .object({
    origin: z.string().optional().openapi({ description: 'Makes no difference' }),
    ...windowMembers,
    commitHeads: listOf(commitHead).openapi({
      type: 'array',
      items: {
        type: 'object',
        properties: Object.fromEntries(headMembers.map((name) => [name, { type: 'string' }])),
        required: headMembers,
      },
      description: 'The commits from which the history goes back, one for each tree',
      example: [
        {
          treeName: examples.tree,
          repositoryUrl: examples.url,
          branch: examples.branch,
          commitHash: examples.commit,
        },
      ],
    }),
  })
  .openapi('HardwareCommitHistoryRequest')

const commit = z.object({
  git_commit_hash: z.string(),
  tree_name: z.string(),
  git_repository_branch: z.string(),
  git_repository_url: z.string(),
  git_commit_tags: z.array(z.string()).nullable(),
  git_commit_name: z.string().nullable(),
  start_time: timestampSchema.openapi({ description: 'Of its earliest checkout in the window' }),
})

const commitHistory = z
  .object({
    commit_history_table: z.record(z.string(), z.array(commit)).openapi({
      description: 'Under tree name, url and branch, joined with hyphens; sorted by hash',
    }),
  })
  .openapi('HardwareCommitHistory')

const route = createRoute({
  method: 'post',
  path: '/api/hardware/{hardware_id}/commit-history',
  operationId: 'hardwareDetailsCommitHistory',
  'x-hangs-on': 'named scopes',
  tags: ['hardware'],
  summary: 'Commits of some trees up to their heads',
  description:
    'The same for every hardware: which commits there are does not depend on what they were tested on.',
  'x-validation-errors': 'text',
  request: { params: hardwarePath },
  responses: { ...answersOrNothing(commitHistory, 'The commits'), 400: badParametersAsText },
})

/** `POST /api/hardware/{hardware_id}/commit-history` (hardware.md 9.9). */
export function mountHardwareCommitHistory(app: HttpApp, { db }: HttpDependencies): void {
  documentWithBody(app, route, body)
  app.openapi({ ...route, hide: true }, async (c) => {
    const request = await readHardwareBody(c.req.raw, body)
    const heads = request.commitHeads.map(({ treeName, repositoryUrl, branch, commitHash }) => ({
      treeName,
      url: repositoryUrl,
      branch,
      hash: commitHash,
    }))
    const commits = await readHistoryOfTrees(db, heads, bodyWindow(request))
    if (commits === null) throw new ApiError('no_commit_history')
    return jsonAnswer(c, { commit_history_table: commits }, 200)
  })
}
