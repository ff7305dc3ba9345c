import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { CopyError, ofSource } from './copy-error.ts'

/** `SELF` as bytes, beside a number that nobody else takes. */
const selfLock = 0x53454c46

/**
 * Looks whether the other database is this one, under whatever address: a lock that is taken here shows here alone. What a
 * database is called would not tell, nor its cluster: a backup that was brought back elsewhere has the same.
 *
 * @throws CopyError `copy_source_unfit`, or `copy_source_lost`
 */
export async function requireOther(source: pg.Pool, target: pg.ClientBase): Promise<void> {
  const number = randomInt(2 ** 31)
  await target.query('select pg_advisory_lock($1, $2)', [selfLock, number])
  try {
    if (!(await showsLock(source, number))) return
  } finally {
    await target.query('select pg_advisory_unlock($1, $2)', [selfLock, number])
  }
  throw new CopyError('copy_source_unfit', 'the database of --from is the one that is copied into')
}

async function showsLock(source: pg.Pool, number: number): Promise<boolean> {
  const asked = source.query(
    `select from pg_locks
     where locktype = 'advisory' and classid = $1 and objid = $2 and objsubid = 2
       and database = (select oid from pg_database where datname = current_database())`,
    [selfLock, number],
  )
  const { rowCount } = await asked.catch((error: unknown) => Promise.reject(ofSource(error)))
  return rowCount !== 0
}
