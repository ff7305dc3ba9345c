import { z } from '@hono/zod-openapi'
import { countSchema, statusCountSchema, timestampSchema } from '../value-schemas.ts'

const lowerStatusCount = z
  .object({
    pass: countSchema,
    error: countSchema,
    fail: countSchema,
    skip: countSchema,
    miss: countSchema,
    done: countSchema,
    null: countSchema,
  })
  .openapi('LowerStatusCount')

/** A commit with its counts. */
export const commitOfHistorySchema = z.object({
  git_commit_hash: z.string(),
  git_commit_name: z.string().nullable(),
  git_commit_tags: z.array(z.string()).nullable(),
  earliest_start_time: timestampSchema.nullable(),
  builds: statusCountSchema,
  boots: lowerStatusCount,
  tests: lowerStatusCount,
})

/** Commits with their counts (trees.md 7.8). */
export const commitHistorySchema = z.array(commitOfHistorySchema).openapi('CommitHistory')

/** A commit of a branch. */
export const listedCommitSchema = z.object({
  git_commit_hash: z.string().nullable(),
  last_checkout: timestampSchema.nullable(),
  git_commit_name: z.string().nullable(),
  git_commit_tags: z.array(z.string()),
})

/** The commits of a branch (trees.md 7.3). */
export const commitListSchema = z.array(listedCommitSchema).openapi('CommitList')
