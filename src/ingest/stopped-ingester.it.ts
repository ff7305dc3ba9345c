import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { takeWriterLock } from '../store/app/locks/writer-lock.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { smallDocument } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

const patience = { timeout: 20_000, interval: 20 }
const limits = {
  worthWriting: 1,
  batchFiles: 2,
  batchRows: 100,
  batchBytes: 1e6,
  bytesInFlight: 1e6,
}

let database: TestDatabase
let spool: TestSpool

beforeEach(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
  for (let index = 0; index < 80; index += 1) {
    await spool.drop(`${index}.json`, smallDocument(`n${index}`))
  }
})

afterEach(async () => {
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

test('finishes the batch that it is writing, and says what waits', async () => {
  const stop = new AbortController()
  const { pool, db } = database
  const run = ingestSpool({ pool, spoolDir: spool.folder, limits, signal: stop.signal })
  await vi.waitUntil(async () => (await spool.archived()).length > 0, patience)
  stop.abort()
  const { totals, problem } = await run
  expect(problem).toBe('asked to end before the spool was empty')
  expect(totals.filesStored).toBe((await spool.archived()).length)
  expect(totals.filesStored + (await spool.waiting()).length).toBe(80)
  const checkouts = await db.selectFrom('checkouts').select('id').execute()
  expect(checkouts).toHaveLength(totals.filesStored)
})

test.each([true, false])('does not wait for another writer to end (once: %s)', async (once) => {
  const stop = new AbortController()
  const { pool } = database
  const other = await pool.connect()
  await other.query('begin')
  await takeWriterLock(other)
  const run = ingestSpool({ pool, spoolDir: spool.folder, limits, once, signal: stop.signal })
  await vi.waitUntil(isAnybodyWaiting, patience)
  stop.abort()
  const { totals, problem } = await run
  expect(problem).toBe(once ? 'asked to end before the spool was empty' : undefined)
  expect(totals).toMatchObject({ filesStored: 0, filesLeft: 0 })
  expect(await spool.waiting()).toHaveLength(80)
  await other.query('rollback')
  other.release()
})

async function isAnybodyWaiting(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
  )
  return rowCount === 1
}
