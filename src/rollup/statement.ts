import type pg from 'pg'

/**
 * A statement without parameters that works on session temp tables. The name makes the connection
 * parse and plan it once: about 30 of them run per batch, most on a handful of rows.
 */
export type Statement = { name: string; text: string }

/** Runs a statement; gives the number of rows it wrote. */
export async function run(client: pg.ClientBase, statement: Statement): Promise<number> {
  const { rowCount } = await client.query(statement)
  return rowCount ?? 0
}
