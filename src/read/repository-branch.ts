import { type RawBuilder, sql } from 'kysely'

/** A branch of a repository as one origin fetched it, whatever its tree is called. */
export type RepositoryBranch = {
  readonly origin: string
  readonly url: string
  readonly branch: string
}

/**
 * The condition that a row `c` of `checkouts` is one of the branch. PostgreSQL finds them in an index that
 * holds a hash of the names, newest first; the names themselves settle collisions.
 */
export function isOfRepositoryBranch({
  origin,
  url,
  branch,
}: RepositoryBranch): RawBuilder<boolean> {
  return sql<boolean>`
    hashtextextended(c.origin || ' ' || c.git_repository_url || ' ' || c.git_repository_branch, 0)
      = hashtextextended(${`${origin} ${url} ${branch}`}, 0)
    and c.origin = ${origin} and c.git_repository_url = ${url} and c.git_repository_branch = ${branch}`
}
