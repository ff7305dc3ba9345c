import { isToken, nameIn, type SqlToken } from './sql-token.ts'
import { namesBetweenParentheses } from './name-list.ts'

/** A COPY statement: the table that its rows go into, and their columns. */
export type CopyStatement = {
  /** Undefined when the statement names none: the search path decides. */
  schema: string | undefined
  table: string
  /** Undefined for all columns of the table, or for a table without columns. */
  columns: readonly string[] | undefined
}

/** Parses `COPY schema.table (columns) FROM stdin`. Returns undefined for other forms, for instance with options. */
export function parseCopyStatement(tokens: readonly SqlToken[]): CopyStatement | undefined {
  if (!isToken(tokens[0], 'copy')) return undefined
  const isQualified = isToken(tokens[2], '.')
  const schema = isQualified ? nameIn(tokens[1]) : undefined
  const table = nameIn(tokens[isQualified ? 3 : 1])
  const from = tokens.length - 2
  if (table === undefined || (isQualified && schema === undefined)) return undefined
  if (!isToken(tokens[from], 'from') || !isToken(tokens[from + 1], 'stdin')) return undefined
  const list = tokens.slice(isQualified ? 4 : 2, from)
  if (list.length === 0) return { schema, table, columns: undefined }
  const columns = namesBetweenParentheses(list)
  return columns && { schema, table, columns }
}
