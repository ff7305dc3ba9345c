import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { RestoredRows } from '../../src/transfer/restore/restored-rows.ts'
import { dumpBlocks } from '../../src/transfer/restore/script/dump-blocks.ts'
import { openDumpFile } from '../../src/transfer/restore/file/dump-file.ts'

/** Rows shown of each side of a difference. */
const shownRows = 10

/** One table of the reference: expected rows against those of our view. */
export type TableComparison = {
  table: string
  expected: number
  /** Rows that the view lacks, and rows that it should not have; `shown` are the first of each. */
  missing: { rows: number; shown: string[] }
  unexpected: { rows: number; shown: string[] }
}

/**
 * Compares the views over the roll-up with a dump of the reference's derived tables, as multisets
 * and without `id`, which is a mere number. Leaves nothing behind in the database.
 */
export async function compareDerived(
  client: pg.ClientBase,
  path: string,
): Promise<TableComparison[]> {
  const comparisons: TableComparison[] = []
  await client.query('begin isolation level repeatable read')
  try {
    const { chunks } = await openDumpFile(path)
    for await (const block of dumpBlocks(chunks))
      comparisons.push(await compareBlock(client, block))
  } finally {
    await client.query('rollback')
  }
  return comparisons
}

async function compareBlock(client: pg.ClientBase, block: RestoredRows): Promise<TableComparison> {
  const view = client.escapeIdentifier(block.table)
  const expected = client.escapeIdentifier(`expected_${block.table}`)
  const names = block.columns ?? []
  const all = names.map((column) => client.escapeIdentifier(column)).join(', ')
  await client.query(
    `create temp table ${expected} on commit drop as select ${all} from ${view} limit 0`,
  )
  const copy = client.query(copyFrom(`copy ${expected} (${all}) from stdin`))
  await pipeline(block.rows, copy)
  const columns = names
    .filter((column) => column !== 'id')
    .map((column) => client.escapeIdentifier(column))
    .join(', ')
  return {
    table: block.table,
    expected: copy.rowCount,
    missing: await rowsOnlyIn(client, columns, expected, view),
    unexpected: await rowsOnlyIn(client, columns, view, expected),
  }
}

async function rowsOnlyIn(
  client: pg.ClientBase,
  columns: string,
  here: string,
  there: string,
): Promise<{ rows: number; shown: string[] }> {
  const { rows } = await client.query<{ row: string }>(
    `select x::text as row
     from (select ${columns} from ${here} except all select ${columns} from ${there}) x
     order by 1`,
  )
  return { rows: rows.length, shown: rows.slice(0, shownRows).map(({ row }) => row) }
}
