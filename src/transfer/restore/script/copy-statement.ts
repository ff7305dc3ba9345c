import { isToken, nameIn, type SqlToken } from './sql-token.ts'
import { namesBetweenParentheses } from './name-list.ts'

/** The head of a COPY block: whose rows follow, and which columns they have. */
export type CopyStatement = {
  /** Undefined where the statement leaves it to the search path. */
  schema: string | undefined
  table: string
  /** Undefined for all of the table, or for a table without columns. */
  columns: readonly string[] | undefined
}

/** Reads `COPY schema.table (columns) FROM stdin`; undefined for another form, such as one with options. */
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
