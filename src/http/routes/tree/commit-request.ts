import type { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { CommitScope } from '../../../read/trees/commit-scope.ts'
import type { HttpEnv } from '../../http-app.ts'
import type { directPath, hashPath } from './tree-parameters.ts'

/** The path of such a request; that of the direct form names tree and branch too. */
export type CommitPath = z.output<typeof hashPath> | z.output<typeof directPath>
type ScopeQuery = {
  origin: string
  git_branch?: string | undefined
  git_url?: string | undefined
}

/** A checked request for a view of a commit, in either form (`both-forms.ts`): one handler answers both. */
export type CommitRequest<Query extends object = object> = Context<
  HttpEnv,
  string,
  { out: { param: CommitPath; query: ScopeQuery & Query } }
>

/**
 * Where a view of a commit looks (trees.md 4.7). In the direct form a branch parameter that is not empty wins over the
 * path (trees.md O10).
 */
export function scopeOf({ req }: CommitRequest): CommitScope {
  const path = req.valid('param')
  const { origin, git_branch: branch, git_url: url } = req.valid('query')
  const scope = { origin, commit: path.commit_hash, branch, url }
  if (!('tree_name' in path)) return scope
  return { ...scope, treeName: path.tree_name, branch: branch || path.git_branch }
}
