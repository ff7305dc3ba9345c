import { columnKind, type ColumnKind } from '../column-kinds.ts'

/** Columns of derived tables that are none of a KCIDB table. */
const derivedKinds: ReadonlyMap<string, ColumnKind> = new Map([
  ['compatibles', 'texts'],
  ['issue_uncategorized', 'flag'],
  ['is_boot', 'flag'],
])

const expressions: Readonly<Partial<Record<ColumnKind, (column: string) => string>>> = {
  flag: (column) => `case when ${column} then 'True' when not ${column} then 'False' end`,
  instant: instantSql,
  texts: textsSql,
}

/**
 * How PostgreSQL writes a column as an archive of the reference has it (reference/operations.md 1.3): what
 * Python prints. The session must be in UTC.
 */
export function archiveValueSql(column: string): string {
  const kind = derivedKinds.get(column) ?? columnKind(column)
  return `${expressions[kind]?.(column) ?? column} as ${column}`
}

/** `2026-01-31 12:00:00[.123456]+00:00`. What Python has no instant for stays as PostgreSQL writes it. */
function instantSql(column: string): string {
  const fraction = `case when ${column} = date_trunc('second', ${column}) then '' else '.US' end`
  return `case
    when ${column} between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999999+00'
    then to_char(${column}, 'YYYY-MM-DD HH24:MI:SS' || ${fraction}) || '+00:00'
    else ${column}::text end`
}

/**
 * `['a', "b'c"]`, a list as Python prints it; one of lists, which no submission can bring, as JSON, which
 * Python reads as well.
 */
function textsSql(column: string): string {
  return `case
    when array_ndims(${column}) > 1 then to_json(${column})::text
    when ${column} is not null then '[' || coalesce((
      select string_agg(${textSql('item')}, ', ' order by place)
      from unnest(${column}) with ordinality listed (item, place)
    ), '') || ']' end`
}

/** In double quotes where that saves an escape, as Python does. */
function textSql(text: string): string {
  const escaped = String.raw`replace(replace(replace(replace(${text}, '\', '\\'), e'\n', '\n'), e'\r', '\r'), e'\t', '\t')`
  return String.raw`case when ${text} is null then 'None'
    when position('''' in ${text}) > 0 and position('"' in ${text}) = 0 then '"' || ${escaped} || '"'
    else '''' || replace(${escaped}, '''', '\''') || '''' end`
}
