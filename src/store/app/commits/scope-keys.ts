import { createHash } from 'node:crypto'

/** What identifies a tree: a missing value is a value of its own. */
export type TreeIdentity = {
  origin: string
  treeName: string | null
  gitRepositoryUrl: string | null
  gitRepositoryBranch: string | null
}

/**
 * Key of scope `tree`: hex SHA-256 of the four parts. Each part carries its length in bytes, so no
 * value can imitate a separator, and null differs from an empty text. {@link treeScopeKeySql} is the
 * same function.
 */
export function treeScopeKey(tree: TreeIdentity): string {
  const parts = [tree.origin, tree.treeName, tree.gitRepositoryUrl, tree.gitRepositoryBranch]
  return hexSha256(parts.map(withLength).join(','))
}

/** {@link treeScopeKey} of a row `checkout` (an alias) of the table `checkouts`. */
export function treeScopeKeySql(checkout: string): string {
  const columns = ['origin', 'tree_name', 'git_repository_url', 'git_repository_branch']
  const parts = columns.map((column) => withLengthSql(`${checkout}.${column}`))
  return hexSha256Sql(parts.join(` || ',' || `))
}

/** Key of scope `hardware`: hex SHA-256 of a platform name or of one compatible. */
export function hardwareScopeKey(hardware: string): string {
  return hexSha256(hardware)
}

/** {@link hardwareScopeKey} of a text expression. */
export function hardwareScopeKeySql(hardware: string): string {
  return hexSha256Sql(hardware)
}

/** Key of scope `revision`: hex SHA-256 of the hash of a commit or of a tag, which may be long. */
export function revisionScopeKey(name: string): string {
  return hexSha256(name)
}

/** SELECT of the {@link revisionScopeKey}s of a FROM item with alias `c`, rows of `checkouts`: each once, as `revision_key`. */
export function revisionScopeKeysSql(checkouts: string): string {
  return `
    select distinct ${hexSha256Sql('revision')} as revision_key
    from ${checkouts}
    cross join lateral (
      -- nothing is appended to the list itself: one of several dimensions, as a dump may bring, would refuse it
      select unnest(c.git_commit_tags) union all select c.git_commit_hash
    ) as named (revision)
    where revision is not null`
}

function withLength(part: string | null): string {
  return part === null ? '-' : `${Buffer.byteLength(part)}:${part}`
}

function withLengthSql(part: string): string {
  return `coalesce(octet_length(${part}) || ':' || ${part}, '-')`
}

function hexSha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hexSha256Sql(text: string): string {
  return `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`
}
