import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

/**
 * A column as a row type declares it: the text of its type, without `| null` and `Generated<…>`, and
 * what its comment says, in one line; empty without one.
 */
export type DeclaredColumn = { type: string; nullable: boolean; description: string }

/** A table as its row type declares it. */
export type DeclaredTable = { description: string; columns: Map<string, DeclaredColumn> }

/**
 * Reads every `…Row` type of a folder. Types are gone when the program runs, so the check against
 * the live schema has to read the source.
 *
 * @returns tables by name, which is the file name with `_` for `-`
 */
export function declaredTables(folder: string): Map<string, DeclaredTable> {
  const files = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name))
  return new Map(
    files.map((name) => [
      basename(name, '.ts').replaceAll('-', '_'),
      declaredTable(join(folder, name)),
    ]),
  )
}

function declaredTable(file: string): DeclaredTable {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const row = source.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text.endsWith('Row'),
  )
  if (row === undefined || !ts.isTypeLiteralNode(row.type))
    throw new Error(`no row type in ${file}`)
  const columns = row.type.members.filter(ts.isPropertySignature).map((member) => {
    const type = member.type?.getText(source) ?? 'unknown'
    const column = { ...declaredType(type), description: commentOf(member) }
    return [member.name.getText(source), column] as const
  })
  return { description: commentOf(row), columns: new Map(columns) }
}

function commentOf(node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)
  return (ts.getTextOfJSDocComment(comment?.comment) ?? '').replaceAll(/\s+/g, ' ').trim()
}

function declaredType(text: string): Pick<DeclaredColumn, 'type' | 'nullable'> {
  const inner = /^Generated<(.*)>$/.exec(text)?.[1] ?? text
  const parts = inner.split('|').map((part) => part.trim())
  const type = parts.filter((part) => part !== 'null').join(' | ')
  return { type, nullable: type === 'unknown' || parts.includes('null') }
}
