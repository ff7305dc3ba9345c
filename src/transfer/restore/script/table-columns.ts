import { isToken, nameIn, type SqlToken } from './sql-token.ts'

/** A table in the script and its columns, for rows that come without names of columns. */
export type CreatedTable = { schema: string | undefined; table: string; columns: readonly string[] }

/** Parses `CREATE TABLE schema.table (column type …, …)`. Returns undefined for other statements. */
export function parseCreateTable(tokens: readonly SqlToken[]): CreatedTable | undefined {
  if (!isToken(tokens[0], 'create')) return undefined
  const open = tokens.findIndex((token) => isToken(token, '('))
  const words = tokens.slice(1, 3).map(({ value }) => value)
  const at = words[0] === 'unlogged' ? 3 : 2
  if (open === -1 || words[at - 2] !== 'table') return undefined
  const isQualified = isToken(tokens[at + 1], '.')
  const schema = isQualified ? nameIn(tokens[at]) : undefined
  const table = nameIn(tokens[isQualified ? at + 2 : at])
  if (table === undefined || open !== at + (isQualified ? 3 : 1)) return undefined
  return { schema, table, columns: definedColumns(tokens.slice(open)) }
}

/** The first name of each definition, except of constraints. */
function definedColumns(tokens: readonly SqlToken[]): string[] {
  const columns: string[] = []
  let depth = 0
  for (const [at, token] of tokens.entries()) {
    if (isToken(token, '(')) depth += 1
    if (isToken(token, ')')) depth -= 1
    const begins = depth === 1 && (at === 0 || isToken(token, ','))
    const next = tokens[at + 1]
    const name = begins && !isToken(next, 'constraint') ? nameIn(next) : undefined
    if (name !== undefined) columns.push(name)
  }
  return columns
}
