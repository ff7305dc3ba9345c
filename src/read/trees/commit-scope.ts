import { type ExpressionBuilder, type ExpressionWrapper, sql, type SqlBool } from 'kysely'
import type { Database } from '../../store/app/schema/database-types.ts'

/**
 * Where to look for a commit (trees.md 4.7). A text counts as given when it is not empty.
 */
export type CommitScope = {
  origin: string
  /** A full hash, or a tag. */
  commit: string
  treeName?: string | undefined
  /** Not given means a checkout without branch, not any branch. */
  branch?: string | undefined
  /** Ignored when tree name and branch are given; otherwise not given means a checkout without url. */
  url?: string | undefined
}

/** The condition that a checkout lies in the tree of a scope; the commit is not looked at. */
export function inTreeScope(
  eb: ExpressionBuilder<Database, 'checkouts'>,
  { origin, treeName, branch, url }: Omit<CommitScope, 'commit'>,
): ExpressionWrapper<Database, 'checkouts', SqlBool> {
  const conditions = [eb('origin', '=', origin), equalsOrNull(eb, 'git_repository_branch', branch)]
  if (isGiven(treeName)) conditions.push(eb('tree_name', '=', treeName))
  if (!isGiven(treeName) || !isGiven(branch)) {
    conditions.push(equalsOrNull(eb, 'git_repository_url', url))
  }
  return eb.and(conditions)
}

/**
 * The condition by which PostgreSQL finds the checkouts of a branch in the index that holds a hash of its
 * names; the names themselves must be asked for as well, to settle collisions.
 */
export function hasBranchHash(origin: string, treeName: string, branch: string) {
  const names = `${origin} ${treeName} ${branch}`
  return sql<SqlBool>`hashtextextended(origin || ' ' || tree_name || ' ' || git_repository_branch, 0)
    = hashtextextended(${names}, 0)`
}

/** Containment, because equality with an element cannot use the index on tags (trees.md 12.3). */
export function hasTag(tag: string): ReturnType<typeof sql<SqlBool>> {
  return sql<SqlBool>`git_commit_tags @> array[${tag}]`
}

function equalsOrNull(
  eb: ExpressionBuilder<Database, 'checkouts'>,
  column: 'git_repository_branch' | 'git_repository_url',
  text: string | undefined,
): ExpressionWrapper<Database, 'checkouts', SqlBool> {
  return isGiven(text) ? eb(column, '=', text) : eb(column, 'is', null)
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
