import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

/** A column as a row type declares it: the text of its type, without `| null` and `Generated<…>`. */
export type DeclaredColumn = { type: string; nullable: boolean }

/**
 * Reads every `…Row` type of a folder. Types are gone when the program runs, so the check against
 * the live schema has to read the source.
 *
 * @returns columns by table name; the table is the file name with `_` for `-`
 */
export function declaredTables(folder: string): Map<string, Map<string, DeclaredColumn>> {
  const files = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name))
  return new Map(
    files.map((name) => [
      basename(name, '.ts').replaceAll('-', '_'),
      declaredColumns(join(folder, name)),
    ]),
  )
}

function declaredColumns(file: string): Map<string, DeclaredColumn> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const row = source.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text.endsWith('Row'),
  )
  if (row === undefined || !ts.isTypeLiteralNode(row.type))
    throw new Error(`no row type in ${file}`)
  return new Map(
    row.type.members
      .filter(ts.isPropertySignature)
      .map((member) => [
        member.name.getText(source),
        declaredColumn(member.type?.getText(source) ?? 'unknown'),
      ]),
  )
}

function declaredColumn(text: string): DeclaredColumn {
  const inner = /^Generated<(.*)>$/.exec(text)?.[1] ?? text
  const parts = inner.split('|').map((part) => part.trim())
  const type = parts.filter((part) => part !== 'null').join(' | ')
  return { type, nullable: type === 'unknown' || parts.includes('null') }
}
