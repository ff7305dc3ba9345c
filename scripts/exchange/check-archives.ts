import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { pipeline } from 'node:stream/promises'
import { to as copyTo } from 'pg-copy-streams'
import { kcidbTables } from '../../src/store/app/schema/kcidb-tables.ts'
import type { Tally } from '../checks/tally.ts'
import { treeline } from '../checks/treeline-process.ts'
import type { FilledDatabase } from './filled-database.ts'
import { runPeer } from './peer.ts'

/** Archives of the reference: ours read by Python, and Python's read by us. */
export async function checkArchives(tally: Tally, filled: FilledDatabase): Promise<void> {
  const { folder, env, source, target } = filled
  const rows = join(folder, 'rows.ndjson')
  await writeRows(source.pool, rows)

  const ours = join(folder, 'ours.tar.gz')
  const written = treeline(
    ['snapshot', '--start-interval', '36500 days', '--filepath', ours],
    env('source'),
  )
  const reading = runPeer('read', ours, rows)
  tally.check(
    `Python reads a snapshot as PostgreSQL has it ${reading.right ? reading.said.trim() : ''}`,
    written && reading.right,
    reading.said,
  )

  const theirs = join(folder, 'theirs.tar.gz')
  const writing = runPeer('write', rows, theirs)
  await target.pool.query(`truncate ${kcidbTables.join(', ')}`)
  const restored = writing.right && treeline(['restore', theirs], env('target'))
  tally.check('an archive that Python wrote is restored', restored, writing.said)
  await target.pool.query(`delete from tests where id in (select id from tests limit 5)`)
  const added = treeline(['restore', theirs, '--add'], env('target'))
  tally.check('what is missing is added by the same archive', added)
  for (const table of kcidbTables) {
    const [stored, wanted] = [await digest(target.pool, table), await digest(source.pool, table)]
    tally.check(
      `${table}: ${stored?.rows} rows as Python wrote them`,
      stored?.hash === wanted?.hash,
    )
  }
}

/** Every row as PostgreSQL tells it in JSON, in the order of an archive. */
async function writeRows(pool: pg.Pool, file: string): Promise<void> {
  writeFileSync(file, '')
  const client = await pool.connect()
  try {
    await client.query(`set timezone = 'UTC'`)
    for (const table of kcidbTables) {
      const key = table === 'issues' ? `id collate "C", version` : `id collate "C"`
      const rows = client.query(
        copyTo(
          `copy (select json_build_object('table', '${table}', 'row', row_to_json(t))
             from ${table} t order by _timestamp, ${key})
           to stdout with (format csv, delimiter e'\\x01', quote e'\\x02')`,
        ),
      )
      await pipeline(rows, createWriteStream(file, { flags: 'a' }))
    }
  } finally {
    client.release(true)
  }
}

/** The rows of a table, as far as Python tells no value and an empty text apart: it does not. */
async function digest(pool: pg.Pool, table: string) {
  const { rows } = await pool.query<{ rows: number; hash: string }>(
    `select count(*)::int as rows, md5(string_agg(line, e'\\n' order by line collate "C")) as hash
     from (
       select replace(to_jsonb(t)::text, ': ""', ': null') as line from ${table} t
     ) told`,
  )
  return rows[0]
}
