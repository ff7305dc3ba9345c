import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** Tables that no request may read as a whole (architecture.md 2.4). */
const watchedTables = [
  'tests',
  'builds',
  'checkouts',
  'incidents',
  'test_fact',
  'build_fact',
  'build_cell',
]

const pollMs = 50
const polls = 200

/**
 * How often each watched table has been read from end to end so far. Connections report what they did
 * at the latest when they end, so all others of the benchmark must be closed.
 *
 * @param connections pattern of the application names that are waited for, ours apart
 */
export async function sequentialScans(
  pool: pg.Pool,
  connections: string,
): Promise<Map<string, number>> {
  await waitUntilGone(pool, connections)
  const { rows } = await pool.query<{ relname: string; seq_scan: number }>(
    `select relname, seq_scan from pg_stat_user_tables where relname = any($1)`,
    [watchedTables],
  )
  return new Map(rows.map(({ relname, seq_scan }) => [relname, seq_scan]))
}

async function waitUntilGone(pool: pg.Pool, connections: string): Promise<void> {
  for (let poll = 0; poll < polls; poll += 1) {
    const { rows } = await pool.query(
      `select from pg_stat_activity
        where application_name like $1 and datname = current_database() and pid <> pg_backend_pid()`,
      [connections],
    )
    if (rows.length === 0) return
    await sleep(pollMs)
  }
  throw new Error(`connections like ${connections} do not end`)
}
