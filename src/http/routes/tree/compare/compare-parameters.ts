import type { z } from '@hono/zod-openapi'
import type { ComparedCommits } from '../../../../read/trees/compare/tests.ts'
import { ApiError } from '../../../errors/api-error.ts'
import { optionalText } from '../../../parameters/text-parameter.ts'
import { examples } from '../../examples.ts'
import { type branchPath, originParameter } from '../tree-parameters.ts'

const hash = (side: string, example: string) =>
  optionalText(`Full hash of the commit on side ${side}`).openapi({
    example,
    param: { required: true },
  })

/** What all comparisons take (trees.md 7.10). */
export const compareParameters = {
  hash_a: hash('A', examples.earlierCommit),
  hash_b: hash('B', examples.commit),
  origin: originParameter,
}

type Query = { hash_a?: string | undefined; hash_b?: string | undefined; origin: string }

/**
 * The commits that a request compares.
 *
 * @throws {ApiError} `no_compared_commits` when one is missing or empty
 */
export function comparedCommits(
  path: z.output<typeof branchPath>,
  { hash_a: a, hash_b: b, origin }: Query,
): ComparedCommits {
  if (!a || !b) throw new ApiError('no_compared_commits')
  return { origin, treeName: path.tree_name, branch: path.git_branch, a, b }
}
