import { z } from '@hono/zod-openapi'
import { optionalText, requiredText, textWithDefault } from '../../parameters/text-parameter.ts'
import { examples } from '../examples.ts'

/** Whose checkouts are shown when the request does not say (trees.md 4.1). */
export const defaultOrigin = 'maestro'

/** The parameter that says so. */
export const originParameter = textWithDefault(
  defaultOrigin,
  'Origin of the checkouts; theirs alone, builds and tests may be of others',
)

const treeName = z.string().openapi({ description: 'Name of the tree', example: examples.tree })
const branch = z.string().openapi({
  description: 'Branch; it may hold slashes, encoded or not',
  example: examples.branch,
})
const commit = z.string().openapi({
  description:
    'A full commit hash, or a tag, which stands for the newest commit of the tree that carries it',
  example: examples.commit,
})

/** A tree and a branch in the path. */
export const branchPath = z.object({ tree_name: treeName, git_branch: branch })

/** Path of the forms that name a commit alone; tree and branch come as parameters, if at all. */
export const hashPath = z.object({ commit_hash: commit })

/** Path of the direct forms. */
export const directPath = branchPath.extend({ commit_hash: commit })

/** Parameters of the hash forms of builds, boots and tests, which insist on them (trees.md 7.6). */
export const requiredHashQuery = z.object({
  origin: originParameter,
  git_branch: requiredText('Branch; empty: checkouts without one').openapi({
    example: examples.branch,
  }),
  git_url: requiredText('Address of the repository; empty: checkouts without one').openapi({
    example: examples.url,
  }),
})

/** Parameters of the hash forms of `full` and `summary` (trees.md 7.4). */
export const optionalHashQuery = z.object({
  origin: originParameter,
  git_branch: optionalText('Branch; absent or empty: checkouts without one, not of any').openapi({
    example: examples.branch,
  }),
  git_url: optionalText(
    'Address of the repository; absent or empty: checkouts without one, not of any',
  ).openapi({ example: examples.url }),
})

/** Parameters of the direct forms of `full` and `summary` (trees.md 7.4). */
export const overridingDirectQuery = z.object({
  origin: originParameter,
  git_branch: optionalText('Instead of the branch of the path, unless it is empty'),
  git_url: optionalText('Makes no difference: tree and branch say which repository'),
})

/** Parameters of the direct forms of builds, boots and tests. */
export const directQuery = z.object({ origin: originParameter })
