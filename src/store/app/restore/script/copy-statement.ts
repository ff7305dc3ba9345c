import { isToken, type SqlToken } from './sql-token.ts'

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

function namesBetweenParentheses(tokens: readonly SqlToken[]): string[] | undefined {
  if (!isToken(tokens[0], '(') || !isToken(tokens.at(-1), ')')) return undefined
  const inside = tokens.slice(1, -1)
  const names = inside.filter((_, at) => at % 2 === 0).map(nameIn)
  const isList =
    inside.length % 2 === 1 &&
    inside.every((token, at) => at % 2 === 0 || isToken(token, ',')) &&
    names.every((name) => name !== undefined)
  return isList ? names : undefined
}

/** A name as it is, from the bytes of the dump. */
function nameIn(token: SqlToken | undefined): string | undefined {
  if (token?.kind !== 'word' && token?.kind !== 'name') return undefined
  return Buffer.from(token.value, 'latin1').toString()
}
