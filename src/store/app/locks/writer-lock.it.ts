import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { inTransaction } from '../transaction.ts'
import { takeWriterLock } from './writer-lock.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterAll(() => database.drop())

test('who waited for one that migrated sees it, and writes nothing', async () => {
  const [newer, older] = [await database.pool.connect(), await database.pool.connect()]
  try {
    await newer.query('begin')
    await takeWriterLock(newer)
    await newer.query(`insert into treeline_migration values ('99991231T0000-future', '9999')`)
    const writing = inTransaction(older, 'read committed', () => takeWriterLock(older))
    writing.catch(() => {})
    await vi.waitUntil(isAnybodyWaiting, { timeout: 20_000, interval: 20 })
    await newer.query('commit')
    await expect(writing).rejects.toMatchObject({ code: 'migrations_unknown' })
    await older.query('begin')
    await older.query(`delete from treeline_migration where name like '9999%'`)
    await takeWriterLock(older)
    await older.query('commit')
  } finally {
    newer.release()
    older.release()
  }
})

async function isAnybodyWaiting(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
  )
  return rowCount === 1
}
