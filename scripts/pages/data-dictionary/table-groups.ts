import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** Tables that belong together, as `src/store/app/schema/database-types.ts` lists them under a comment. */
export type TableGroup = { title: string; tables: string[] }

/** Reads the groups; each begins with a line `// Title` above its first table. */
export function tableGroups(file: string): TableGroup[] {
  const text = readFileSync(file, 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const groups: TableGroup[] = []
  for (const member of membersOfDatabase(source)) {
    const [comment] = ts.getLeadingCommentRanges(text, member.pos) ?? []
    if (comment !== undefined) {
      const title = text.slice(comment.pos, comment.end).replace(/^\/\/ /, '')
      groups.push({ title, tables: [] })
    }
    groups.at(-1)?.tables.push(member.name.getText(source))
  }
  return groups
}

function membersOfDatabase(source: ts.SourceFile): ts.PropertySignature[] {
  const database = source.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === 'Database',
  )
  if (database === undefined || !ts.isTypeLiteralNode(database.type)) return []
  return database.type.members.filter(ts.isPropertySignature)
}
