import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { declaredTables } from '../../../testing/database/row-types.ts'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'

const ofNotices = ['ChannelName', 'NoticeState']
const ofReports = ['MailWayName', 'ReportState', 'ItemState', 'RecipientHeader', 'RecipientState']

/** Which declared types a PostgreSQL type may have. */
const allowedTypes: Record<string, readonly string[]> = {
  text: ['string', 'ScopeKind', 'Arriving', 'ExcerptTable', ...ofReports, ...ofNotices],
  'character varying': ['string', 'Status'],
  '"char"': ['TestKind', 'CountKind'],
  'timestamp with time zone': ['Timestamp'],
  jsonb: ['unknown', 'NoticeData'],
  boolean: ['boolean'],
  'text[]': ['string[]'],
  smallint: ['StatusCode', 'ArrivalDay'],
  integer: ['number'],
  bigint: ['number'],
  'double precision': ['number'],
  bytea: ['Buffer'],
}

type LiveColumn = { table: string; column: string; type: string; nullable: boolean }

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('declares every column of every table, with its type and whether it may be null', async () => {
  const { rows } = await sql<LiveColumn>`
    select c.relname as "table", a.attname as "column", not a.attnotnull as nullable,
      regexp_replace(format_type(a.atttypid, a.atttypmod), '\\(\\d+\\)', '') as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and not a.attisdropped and c.relname not like 'treeline_migration%'
  `.execute(database.db)
  const declared = declaredTables(join(import.meta.dirname, '../tables'))
  const live = rows.map(({ table, column, type, nullable }) => ({
    name: `${table}.${column}`,
    nullable,
    type:
      allowedTypes[type]?.find((each) => each === declared.get(table)?.columns.get(column)?.type) ??
      type,
  }))
  const source = [...declared].flatMap(([table, { columns }]) =>
    [...columns].map(([column, { type, nullable }]) => ({
      name: `${table}.${column}`,
      nullable,
      type,
    })),
  )
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)
  expect(source.toSorted(byName)).toEqual(live.toSorted(byName))
})
