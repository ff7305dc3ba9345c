import type pg from 'pg'
import { writeBatch } from '../../ingest/write/write-batch.ts'
import { stageRows, type SubmittedRows } from './staged-rows.ts'

/** Stores rows as ingest does, derived tables included, in one transaction. */
export async function writeRows(pool: pg.Pool, rows: SubmittedRows): Promise<void> {
  const client = await pool.connect()
  try {
    await writeBatch(client, stageRows(rows))
  } finally {
    client.release()
  }
}
