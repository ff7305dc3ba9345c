import type pg from 'pg'
import { expect } from 'vitest'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'

/**
 * Lets writers queue for the writer lock, each with its transaction open, and then go. Fails when one
 * of them does not queue. Needs a connection more than they do, and another one to watch them.
 */
export async function inQueue<T>(
  pool: pg.Pool,
  writers: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const holder = await pool.connect()
  try {
    await holder.query('begin')
    await takeWriterLock(holder)
    const written = Promise.all(writers.map((write) => write()))
    await expect.poll(() => waitingForLock(pool)).toBe(writers.length)
    await holder.query('commit')
    return await written
  } finally {
    holder.release()
  }
}

async function waitingForLock(pool: pg.Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ waiting: number }>(
    `select count(*) as waiting from pg_locks l
     join pg_database d on d.oid = l.database and d.datname = current_database()
     where locktype = 'advisory' and not granted`,
  )
  return rows[0]?.waiting
}
