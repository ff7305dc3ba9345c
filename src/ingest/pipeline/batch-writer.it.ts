import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { verifyRollUp } from '../../rollup/verify/verify.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { prepareDocument } from '../documents/prepare-document.ts'
import { documentOf, smallDocument, testOf } from '../testing/small-documents.ts'
import { BatchWriter } from './batch-writer.ts'
import { encodeDocument } from './encode-document.ts'
import type { PreparedFile } from './prepared-document.ts'

let database: TestDatabase
let writer: BatchWriter

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 3 })
})
afterAll(() => database.drop())
beforeEach(() => {
  writer = new BatchWriter({ pool: database.pool, signal: new AbortController().signal })
})
afterEach(() => writer[Symbol.asyncDispose]())

function fileOf(document: object): PreparedFile {
  const prepared = prepareDocument(Buffer.from(JSON.stringify(document)), {
    receivedAt: '2025-07-02T00:00:00Z',
    treeNames: new Map(),
    automaticLab: /^shell$/u,
  })
  if (!prepared.accepted) throw new Error(prepared.refusal.message)
  const file = { name: 'a.json', size: 1, modifiedMs: 0 }
  return { kind: 'prepared', file, document: encodeDocument(prepared) }
}

/** A file with a row that COPY does not take. */
function badFile(): PreparedFile {
  const { document, ...file } = fileOf(documentOf({ tests: [testOf('bad', 0)] }))
  const tests = { rows: 1, text: [Uint8Array.from(Buffer.from('too few columns\n'))] }
  return { ...file, document: { ...document, tables: { ...document.tables, tests } } }
}

async function storedTests(name: string): Promise<(string | null)[]> {
  const { db } = database
  const rows = await db
    .selectFrom('tests')
    .select('status')
    .where('build_id', '=', `o:${name}:b`)
    .orderBy('id')
    .execute()
  return rows.map(({ status }) => status)
}

/** Waits until somebody has sent rows and does not go on. */
function somethingIsAhead(): Promise<boolean> {
  return vi.waitUntil(
    async () => {
      const { rowCount } = await database.pool.query(
        `select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
      )
      return rowCount === 1
    },
    { timeout: 20_000, interval: 10 },
  )
}

test('writes what was sent ahead after what came before, whose values win', async () => {
  const first = [fileOf(smallDocument('one', { tests: 3 }))]
  const second = [
    fileOf(documentOf({ tests: [testOf('one', 0, { status: 'ERROR' }), testOf('one', 3)] })),
  ]
  const third = [fileOf(documentOf({ tests: [testOf('one', 4)] }))]
  writer.sendAhead(second)
  await somethingIsAhead()
  expect(await storedTests('one')).toEqual([])
  const [one, two] = [await writer.write(third), await writer.write(first)]
  writer.sendAhead(second)
  const three = await writer.write(second)
  expect([two.version, three.version]).toEqual([(one.version ?? 0) + 1, (one.version ?? 0) + 2])
  expect(await storedTests('one')).toEqual(['PASS', 'FAIL', 'PASS', 'FAIL', 'PASS'])
  expect((await verifyRollUp(database.pool, { sample: 'all', repair: false })).drift).toEqual([])
})

test('forgets what was sent and is not written', async () => {
  writer.sendAhead([fileOf(smallDocument('forgotten'))])
  await somethingIsAhead()
  await writer.giveUpAhead()
  await writer.write([fileOf(smallDocument('kept'))])
  expect([await storedTests('forgotten'), await storedTests('kept')]).toEqual([
    [],
    ['PASS', 'FAIL'],
  ])
})

test('tells of a row that cannot be stored when its batch is written, and goes on', async () => {
  const bad = [badFile()]
  writer.sendAhead(bad)
  await writer.write([fileOf(smallDocument('before'))])
  await expect(writer.write(bad)).rejects.toMatchObject({ code: '22007' })
  await writer.write([fileOf(smallDocument('after'))])
  expect([await storedTests('before'), await storedTests('after')]).toEqual([
    ['PASS', 'FAIL'],
    ['PASS', 'FAIL'],
  ])
})

test('writes in the ordinary way, at the second try at the latest, when the connection of what was sent is lost', async () => {
  const files = [fileOf(smallDocument('lost'))]
  writer.sendAhead(files)
  await somethingIsAhead()
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  )
  // lost before all rows were sent, it costs no try
  await writer.write(files).catch(() => writer.write(files))
  expect(await storedTests('lost')).toEqual(['PASS', 'FAIL'])
})

test('says how long a batch waited behind another writer', async () => {
  const [other, heldMs] = [await database.pool.connect(), 100]
  await other.query('begin')
  await takeWriterLock(other)
  const files = [fileOf(smallDocument('patient'))]
  const written = writer.write(files)
  await vi.waitUntil(async () => {
    const waiting = `select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
    return (await other.query(waiting)).rowCount === 1
  })
  await sleep(heldMs)
  await other.query('commit')
  other.release()
  await written
  // a timer may fire a little early
  expect(writer.waitedMs).toBeGreaterThan(heldMs * 0.9)
})

test('needs one connection alone when others have the rest', async () => {
  const others = [await database.pool.connect(), await database.pool.connect()]
  const files = [fileOf(smallDocument('narrow'))]
  await writer.write([fileOf(smallDocument('wide'))])
  writer.sendAhead(files)
  await writer.write(files)
  for (const other of others) other.release()
  expect(await storedTests('narrow')).toEqual(['PASS', 'FAIL'])
})

/** Waits until one connection of the pool is held, and no more. */
function oneIsHeld(): Promise<boolean> {
  const { pool } = database
  return vi.waitUntil(() => pool.totalCount - pool.idleCount === 1, { timeout: 20_000 })
}

test('connects before there is anything to be sent ahead, once', async () => {
  writer.warmUpAhead()
  await oneIsHeld()
  writer.warmUpAhead()
  const files = [fileOf(smallDocument('ready'))]
  writer.sendAhead(files)
  await somethingIsAhead()
  await oneIsHeld()
  await writer.write(files)
  expect(await storedTests('ready')).toEqual(['PASS', 'FAIL'])
})

test('does not wait for a connection to send ahead when others have all', async () => {
  const others = await Promise.all([1, 2, 3].map(() => database.pool.connect()))
  writer.warmUpAhead()
  expect(database.pool.waitingCount).toBe(0)
  for (const other of others) other.release()
  writer.warmUpAhead()
  await oneIsHeld()
})
