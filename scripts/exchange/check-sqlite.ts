import { join } from 'node:path'
import type { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import type { FilledDatabase } from './filled-database.ts'
import { runPeer } from './peer.ts'

/** `dump --sqlite`, opened by Python's sqlite3, has as many rows and ids in each table as PostgreSQL. */
export async function checkSqlite(
  tally: Tally,
  { folder, env, source }: FilledDatabase,
): Promise<void> {
  const file = join(folder, 'rows.sqlite3')
  const written = treeline(['dump', '--sqlite', '--output', file], env('source'))
  const { right, said } = runPeer('sqlite', file)
  const counts = right ? (JSON.parse(said) as Record<string, [number, number]>) : {}
  tally.check("Python's sqlite3 opens dump --sqlite", written && right, said)
  for (const [table, found] of Object.entries(counts)) {
    const { rows } = await source.pool.query<{ counts: [number, number] }>(
      `select array[count(*), count(distinct id)]::int[] as counts from ${table}`,
    )
    const wanted = rows[0]?.counts
    const isSame = wanted?.join() === found.join()
    tally.check(`${table}: ${found[0]} rows, as in PostgreSQL`, isSame, `not ${wanted?.[0]}`)
  }
}
