import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ingestSpool } from '../ingest/testing/ingest-spool.ts'
import { smallDocument } from '../ingest/testing/small-documents.ts'
import { listTrees } from '../read/trees/listing.ts'
import { verifyRollUp } from '../rollup/verify/verify.ts'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import type { Receipt } from './receipts/find-receipt.ts'
import { startTestReceiver, type TestReceiver, tokenFor } from './testing/running-receiver.ts'

let database: TestDatabase
let receiver: TestReceiver
let authorization: string

/** What came first was received at this moment; a minute later for the submission is none for the test. */
let receivedAt = new Date('2025-07-01T12:00:00Z')
const minuteMs = 60_000

beforeAll(async () => {
  database = await createTestDatabase()
  receiver = await startTestReceiver()
  authorization = `Bearer ${await tokenFor({ origin: 'o' })}`
})
afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await database.drop()
})

/** A service that shares the spool with others until it is told to end. */
function startIngester(signal: AbortSignal) {
  const { pool } = database
  const spoolDir = receiver.spool.folder
  return ingestSpool({ pool, spoolDir, signal, once: false, receivedAt: () => receivedAt })
}

async function post(): Promise<string> {
  const answer = await receiver.submit(smallDocument('a', { tests: 5 }))
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { id: string }).id
}

async function receiptOf(id: string): Promise<Receipt> {
  const headers = { authorization }
  return (await fetch(`${receiver.url}/status?id=${id}`, { headers })).json() as Promise<Receipt>
}

async function outcomes(ids: string[]): Promise<string[]> {
  return (await Promise.all(ids.map(receiptOf))).map(({ outcome }) => outcome)
}

const patience = { timeout: 20_000, interval: 50 }

it('that is sent 8 times at once and again a minute later gets nine receipts and counts once', async () => {
  const stop = new AbortController()
  const services = [startIngester(stop.signal), startIngester(stop.signal)]
  const ids = await Promise.all(Array.from({ length: 8 }, post))
  const allMerged = async () => (await outcomes(ids)).every((outcome) => outcome === 'merged')
  await vi.waitUntil(allMerged, patience)

  receivedAt = new Date(receivedAt.getTime() + minuteMs)
  ids.push(await post())
  await vi.waitUntil(allMerged, patience)
  stop.abort()
  const totals = (await Promise.all(services)).map((summary) => summary.totals)

  expect(new Set(ids).size).toBe(9)
  expect(totals.reduce((sum, { filesStored }) => sum + filesStored, 0)).toBe(9)
  const now = new Date('2025-07-02T00:00:00Z')
  expect(await listTrees(database.db, { origin: 'o', intervalInDays: 7, now })).toMatchObject([
    {
      build_status: { PASS: 1 },
      boot_status: { PASS: 1, FAIL: 0 },
      test_status: { PASS: 2, FAIL: 2 },
    },
  ])
  expect(await verifyRollUp(database.pool, { sample: 'all', repair: false })).toEqual({ drift: [] })
  expect(await database.db.selectFrom('spool_claim').selectAll().execute()).toEqual([])
})
