import { hashSql } from '../contribution/fact-sql.ts'
import { isMissingSql } from '../session/joining.ts'

/** What a tree is, whoever fetched it: issues are seen in trees (api-misc.md 6.3). */
export const treeColumns = ['tree_name', 'git_repository_url', 'git_repository_branch'] as const

/** Key of a row of `checkouts` (an alias) in the dictionary `tree`. Null differs from an empty text. */
export function treeHashSql(checkout: string): string {
  return hashSql(`row(${treeColumns.map((column) => `${checkout}.${column}`).join(', ')})::text`)
}

/** Adds the trees that `tree` lacks. `checkouts` is a FROM item with alias `c`, rows as stored. */
export function addTreesSql(checkouts: string): string {
  const columns = treeColumns.join(', ')
  return `
    insert into tree (hash, ${columns})
    select n.hash, ${columns}
    from (
      select distinct ${treeHashSql('c')} as hash, ${treeColumns.map((name) => `c.${name}`).join(', ')}
      from ${checkouts}
    ) n
    where ${isMissingSql('tree', 't', 't.hash = n.hash')}
    order by n.hash`
}
