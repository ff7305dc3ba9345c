import type pg from 'pg'
import { kcidbColumns } from '../../store/app/schema/kcidb-columns.ts'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { copyValues, linesOf } from '../copy-lines.ts'
import { copyOut } from '../dump/copy-out.ts'
import { CopyError } from './copy-error.ts'
import type { RowPlace } from './copy-positions.ts'

/** Rows of one statement: short enough that no snapshot of the other database is held for long. */
export const pageRows = 20_000
/** Rows and bytes of one batch, at most. */
const batchRows = 5_000
const batchBytes = 16 << 20

/** What is read of a table. */
export type SourceInterval = {
  table: KcidbTable
  since: string
  origins: readonly string[]
  /** The row after which to go on. */
  after: RowPlace | undefined
}

/** Rows in the text format of COPY, with the columns of `kcidbColumns` in their order. */
export type SourceBatch = { rows: number; copyText: Buffer[]; last: RowPlace }

/** Columns that a row cannot be without. */
const needed: ReadonlySet<string> = new Set([
  '_timestamp',
  'id',
  'origin',
  'checkout_id',
  'build_id',
  'version',
  'issue_id',
  'issue_version',
])

/**
 * The next page of a table of another KernelCI database, in batches, in the order of `_timestamp` and
 * key. Columns that an older schema lacks are null.
 *
 * @throws CopyError `copy_source_unfit` when there is no such table
 */
export async function* nextPage(
  client: pg.ClientBase,
  interval: SourceInterval,
): AsyncGenerator<SourceBatch> {
  const sql = await pageSql(client, interval)
  let batch: string[] = []
  let bytes = 0
  for await (const line of linesOf(copyOut(client, sql, 'format text', () => {}))) {
    batch.push(line)
    bytes += line.length
    if (batch.length < batchRows && bytes < batchBytes) continue
    yield batchOf(interval.table, batch)
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batchOf(interval.table, batch)
}

async function pageSql(
  client: pg.ClientBase,
  { table, since, origins, after }: SourceInterval,
): Promise<string> {
  const key = table === 'issues' ? ['id', 'version'] : ['id']
  const order = ['_timestamp', ...key].join(', ')
  const conditions = [`_timestamp >= ${client.escapeLiteral(since)}`]
  if (origins.length > 0) {
    conditions.push(`origin in (${origins.map((each) => client.escapeLiteral(each)).join(', ')})`)
  }
  if (after !== undefined) {
    const { reached, id, version } = after
    const place = [client.escapeLiteral(reached), client.escapeLiteral(id)]
    if (table === 'issues') place.push(String(version ?? 0))
    conditions.push(`(${order}) > (${place.join(', ')})`)
  }
  return `select ${await columnsSql(client, table)} from ${table} where ${conditions.join(' and ')}
    order by ${order} limit ${pageRows}`
}

async function columnsSql(client: pg.ClientBase, table: KcidbTable): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [table],
  )
  const known = new Set(rows.map(({ name }) => name))
  const columns: readonly string[] = kcidbColumns[table]
  const missing = columns.find((column) => needed.has(column) && !known.has(column))
  if (missing !== undefined) {
    throw new CopyError(
      'copy_source_unfit',
      known.size === 0
        ? `the other database has no table ${table}: it is no KernelCI database, or its tables are in another schema`
        : `the table ${table} of the other database has no column ${missing}`,
    )
  }
  return columns.map((column) => (known.has(column) ? column : `null as ${column}`)).join(', ')
}

function batchOf(table: KcidbTable, lines: readonly string[]): SourceBatch {
  const columns: readonly string[] = kcidbColumns[table]
  const values = copyValues(lines.at(-1) ?? '')
  const value = (column: string) => values[columns.indexOf(column)] ?? ''
  return {
    rows: lines.length,
    copyText: [Buffer.from(`${lines.join('\n')}\n`)],
    last: {
      reached: value('_timestamp'),
      id: value('id'),
      version: table === 'issues' ? Number(value('version')) : null,
    },
  }
}
