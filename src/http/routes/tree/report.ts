import { createRoute, z } from '@hono/zod-openapi'
import { readTreeReport } from '../../../read/trees/report/read-tree-report.ts'
import { jsonAnswer } from '../../answer/json-answer.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { HttpApp, HttpDependencies } from '../../http-app.ts'
import { integerParameter } from '../../parameters/integer-parameter.ts'
import { givenText, optionalText, repeatedText } from '../../parameters/text-parameter.ts'
import { answersOrNothing } from '../answers.ts'
import { treeReportSchema } from './report-schemas.ts'
import { originParameter } from './tree-parameters.ts'

/** 30 days. */
const longestAgeInHours = 720

/** No more runs of a test are kept in memory; a report tells the latest few. */
const mostRuns = 100

const query = z.object({
  git_branch: givenText('Branch').openapi({ example: 'master' }),
  git_url: givenText('Address of the repository').openapi({
    example: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git',
  }),
  origin: originParameter,
  tree_name: optionalText('Name of the tree; absent or empty: any').openapi({
    example: 'mainline',
  }),
  path: repeatedText(
    'Only tests whose path fits one of these patterns of SQL `LIKE`: `%` is any text, `_` any character; all without it',
  ).openapi({ example: ['boot%'] }),
  group_size: integerParameter(
    3,
    { greaterThan: 1, atMost: mostRuns },
    'How many runs of a test are looked at',
  ),
  min_age_in_hours: integerParameter(
    0,
    { atLeast: 0, atMost: longestAgeInHours },
    'How old the checkout is at least',
  ),
  max_age_in_hours: integerParameter(
    24,
    { greaterThan: 0, atMost: longestAgeInHours },
    'How old the checkout is at most, and how far histories go back',
  ),
})

const route = createRoute({
  method: 'get',
  path: '/api/tree-report/',
  operationId: 'treeReportView',
  'x-hangs-on': 'data and clock',
  'x-cost': 'dear',
  tags: ['tree'],
  summary: 'How the newest commit of a branch fares, and which tests changed',
  description:
    'Told are tests whose latest runs do not all agree: `possible_regressions` passed, then failed; ' +
    '`fixed_regressions` failed, then passed; `unstable_tests` changed more than once, or a run of ' +
    'them neither passed nor failed.',
  request: { query },
  responses: answersOrNothing(treeReportSchema, 'The report'),
})

/** `GET /api/tree-report/` (trees.md 7.13). */
export function mountTreeReport(app: HttpApp, { db }: HttpDependencies): void {
  app.openapi(route, async (c) => {
    const asked = c.req.valid('query')
    const { min_age_in_hours: minAgeInHours, max_age_in_hours: maxAgeInHours } = asked
    if (minAgeInHours >= maxAgeInHours) throw new ApiError('invalid_ages')
    const report = await readTreeReport(db, {
      branch: {
        origin: asked.origin,
        url: asked.git_url,
        branch: asked.git_branch,
        treeName: asked.tree_name,
      },
      minAgeInHours,
      maxAgeInHours,
      now: new Date(),
      pathPatterns: asked.path,
      groupSize: asked.group_size,
    })
    if (report === null) throw new ApiError('no_reported_tree')
    return jsonAnswer(c, report, 200)
  })
}
