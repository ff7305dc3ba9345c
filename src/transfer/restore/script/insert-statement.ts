import { namesBetweenParentheses } from './name-list.ts'
import { isToken, nameIn, type SqlToken, tokensText } from './sql-token.ts'

/** The head of an INSERT: the table that its rows go into, and their columns. */
export type InsertStatement = {
  /** Undefined when the statement names none: the search path decides. */
  schema: string | undefined
  table: string
  /** Undefined for all columns of the table, in their order. */
  columns: readonly string[] | undefined
}

/** Stands between the columns and VALUES where pg_dump fills an identity column. */
const overriding = /^overriding (?:system|user) value$/

/** Parses `INSERT INTO schema.table (columns) VALUES`. Returns undefined for other forms. */
export function parseInsertHead(tokens: readonly SqlToken[]): InsertStatement | undefined {
  if (!isToken(tokens[0], 'insert') || !isToken(tokens[1], 'into')) return undefined
  const isQualified = isToken(tokens[3], '.')
  const schema = isQualified ? nameIn(tokens[2]) : undefined
  const table = nameIn(tokens[isQualified ? 4 : 2])
  if (table === undefined || (isQualified && schema === undefined)) return undefined
  const rest = tokens.slice(isQualified ? 5 : 3, -1)
  const listed = isToken(rest[0], '(')
    ? rest.slice(0, rest.findIndex((token) => isToken(token, ')')) + 1)
    : []
  const between = tokensText(rest.slice(listed.length))
  if (between !== '' && !overriding.test(between)) return undefined
  if (listed.length === 0) return { schema, table, columns: undefined }
  const columns = namesBetweenParentheses(listed)
  return columns && { schema, table, columns }
}

const conflictIgnored = /^(?:on conflict do nothing)?$/

/**
 * Whether an INSERT does nothing besides its rows, which were taken out. ON CONFLICT DO NOTHING is allowed, because an
 * empty table has no conflicts, and so is an INSERT without values, for a table without columns.
 */
export function isHarmlessInsert(tokens: readonly SqlToken[]): boolean {
  const values = tokens.findLastIndex((token) => isToken(token, 'values'))
  const begin = isToken(tokens[values - 1], 'default') ? values - 1 : values
  const head = [...tokens.slice(0, begin), ...tokens.slice(values, values + 1)]
  const tail = tokensText(tokens.slice(values + 1))
  return parseInsertHead(head) !== undefined && conflictIgnored.test(tail)
}
