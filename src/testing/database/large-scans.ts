import type { Kysely } from 'kysely'
import type pg from 'pg'
import { expect } from 'vitest'
import type { Database } from '../../store/app/schema/database-types.ts'
import { explainQueries, tablesScanned } from './explain-queries.ts'

/** Tables that grow with history, which no request may read as a whole (architecture.md 2.4). */
const largeTables = new Set([
  'checkouts',
  'builds',
  'tests',
  'incidents',
  'build_fact',
  'test_fact',
  'build_cell',
  'checkout_count',
  'checkout_hw',
  'checkout_origin',
  'incident_fact',
])

/** The large tables that something reads from end to end, each with its query. It must ask at least one. */
export async function largeScans(
  pool: pg.Pool,
  run: (db: Kysely<Database>) => Promise<unknown>,
): Promise<{ table: string; sql: string }[]> {
  const queries = await explainQueries(pool, run)
  expect(queries).not.toEqual([])
  return tablesScanned(queries).filter(({ table }) => largeTables.has(table))
}
