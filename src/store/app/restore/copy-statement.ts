/** The head of a COPY block: whose rows follow, and which columns they have. */
export type CopyStatement = {
  schema: string
  table: string
  columns: string[]
}

const identifier = String.raw`(?:"(?:[^"]|"")+"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`
const statement = new RegExp(
  String.raw`^COPY (?:(${identifier})\.)?(${identifier}) \((${identifier}(?:, ${identifier})*)\) FROM stdin;\s*$`,
)

/** Reads `COPY schema.table (columns) FROM stdin;` as pg_dump writes it; undefined for another form. */
export function parseCopyStatement(line: string): CopyStatement | undefined {
  const match = statement.exec(line)
  if (match === null) return undefined
  const [, schema = 'public', table = '', columns = ''] = match
  return {
    schema: bare(schema),
    table: bare(table),
    columns: Array.from(columns.matchAll(new RegExp(identifier, 'g')), ([name]) => bare(name)),
  }
}

function bare(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}
