import type pg from 'pg'
import { kcidbTables } from '../../store/app/schema/kcidb-tables.ts'

const derivedTables = [
  'dim',
  'hw_key',
  'path',
  'issue_key',
  'lab',
  'tree',
  'build_fact',
  'test_fact',
  'build_cell',
  'checkout_count',
  'checkout_hw',
  'checkout_origin',
  'day_dim',
  'build_lab_day',
  'lab_day',
  'arrival',
  'incident_fact',
  'issue_tree',
]

/**
 * Empties the KCIDB and derived tables. By DELETE: TRUNCATE took 47 ms for these few rows and threw
 * all prepared plans away.
 */
export async function clearTables(client: pg.ClientBase): Promise<void> {
  await client.query(
    [
      ...[...kcidbTables, ...derivedTables].map((table) => `delete from ${table}`),
      `delete from scope_version where kind not in ('global', 'heads')`,
    ].join(';'),
  )
}

/** Empties what a rebuild makes anew. */
export async function clearDerivedTables(client: pg.ClientBase): Promise<void> {
  await client.query(derivedTables.map((table) => `delete from ${table}`).join(';'))
}
