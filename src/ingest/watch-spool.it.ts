import { appendFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.ts'
import { ingestSpool } from './testing/ingest-spool.ts'
import { smallDocument } from './testing/small-documents.ts'
import { createTestSpool, type TestSpool } from './testing/test-spool.ts'

const patience = { timeout: 20_000, interval: 20 }

let database: TestDatabase
let spool: TestSpool
let stop: AbortController

beforeEach(async () => {
  database = await createTestDatabase()
  spool = await createTestSpool()
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await spool[Symbol.asyncDispose]()
  await database.drop()
})

/** An ingester that goes on until `stop` is aborted. */
function startService(more: Partial<Parameters<typeof ingestSpool>[0]> = {}) {
  const { signal } = stop
  return ingestSpool({ pool: database.pool, spoolDir: spool.folder, once: false, signal, ...more })
}

async function archivedFiles(expected: number): Promise<void> {
  const areThere = async () => (await spool.archived()).length === expected
  await vi.waitUntil(areThere, patience)
}

test('takes files that nobody writes to any more, whatever their clock says, and ends in order', async () => {
  await spool.drop('old.json', smallDocument('old'))
  await spool.drop('young.json', smallDocument('young'), { ageSeconds: 0 })
  await spool.drop('future.json', smallDocument('future'), { ageSeconds: -7200 })
  await spool.drop('young-empty.json', '', { ageSeconds: 10 })
  await spool.drop('old-empty.json', '', { ageSeconds: 100 })
  const service = startService()
  await archivedFiles(3)
  await vi.waitUntil(async () => (await spool.failed()).length === 1, patience)
  stop.abort()
  const { totals, problem } = await service
  expect(problem).toBeUndefined()
  expect(totals).toMatchObject({ filesStored: 3, filesRefused: 1 })
  expect(await spool.failed()).toEqual(['old-empty.json'])
  expect(await spool.waiting()).toEqual(['young-empty.json'])
})

test('does not refuse what is written under a name that only complete files should have', async () => {
  const service = startService()
  const path = join(spool.folder, `submission-${'x'.repeat(32)}.json`)
  const text = JSON.stringify(smallDocument('slow'))
  await writeFile(path, text.slice(0, 100))
  await sleep(300)
  await appendFile(path, text.slice(100))
  await archivedFiles(1)
  stop.abort()
  expect((await service).totals).toMatchObject({ filesStored: 1, filesRefused: 0 })
})

test('does not refuse what is being written where the clock of the folder is behind', async () => {
  const service = startService()
  const path = join(spool.folder, 'slow.json')
  const text = JSON.stringify(smallDocument('slow'))
  const past = Date.now() / 1000 - 60
  await writeFile(path, text.slice(0, 100))
  await utimes(path, past, past)
  await sleep(1_000)
  await appendFile(path, text.slice(100))
  await utimes(path, past + 1, past + 1)
  await archivedFiles(1)
  stop.abort()
  const { totals } = await service
  expect(totals.filesRefused).toBe(0)
  // it is another file as soon as its time is set back, and stored again when it was read just before
  expect(totals.filesStored).toBeGreaterThan(0)
  expect(await storedCheckouts()).toBe(1)
})

async function storedCheckouts(): Promise<number> {
  const rows = await database.db.selectFrom('checkouts').select('id').execute()
  return rows.length
}

test('does not try a file again and again that it cannot deal with', async () => {
  await database.pool.query(`
    create function fail() returns trigger language plpgsql as $$
      begin raise exception 'nobody knows' using errcode = 'XX000'; end $$;
    create trigger fail before insert on checkouts for each row
      when (new.id = 'o:odd') execute function fail()`)
  await spool.drop('odd.json', smallDocument('odd'))
  const service = startService()
  for (const name of ['a', 'b', 'c']) {
    await spool.drop(`${name}.json`, smallDocument(name))
    await vi.waitUntil(async () => (await spool.archived()).includes(`${name}.json`), patience)
  }
  stop.abort()
  const { totals } = await service
  expect(totals).toMatchObject({ filesStored: 3, filesLeft: 1, filesRefused: 0 })
  expect(await spool.waiting()).toEqual(['odd.json'])
})

test('notices a new trees file', async () => {
  const treesFile = join(spool.folder, 'trees.yaml')
  await writeFile(treesFile, 'trees: {}')
  await utimes(treesFile, 1, 1)
  const service = startService({ treesFile, maxWorkers: 2 })
  await spool.drop('a.json', smallDocument('a'))
  await archivedFiles(1)
  await writeFile(treesFile, 'trees: { renamed: { url: "https://example.org/linux.git" } }')
  const named = async () => {
    const rows = await database.db.selectFrom('checkouts').select(['id', 'tree_name']).execute()
    return new Map(rows.map(({ id, tree_name: name }) => [id, name]))
  }
  // a pass that had begun before may still use the names of before
  let last = 0
  do {
    last += 1
    await spool.drop(`${last}.json`, smallDocument(`n${last}`))
    await archivedFiles(1 + last)
  } while ((await named()).get(`o:n${last}`) === 'mainline' && last < 100)
  stop.abort()
  await service
  const names = await named()
  expect([names.get('o:a'), names.get(`o:n${last}`)]).toEqual(['mainline', 'renamed'])
})

test('outlives a database that cannot be used for a while', async () => {
  await database.pool.query('alter table scope_version rename to scope_version_away')
  await spool.drop('a.json', smallDocument('a'))
  const service = startService()
  await sleep(500)
  expect(await spool.waiting()).toEqual(['a.json'])
  await database.pool.query('alter table scope_version_away rename to scope_version')
  await archivedFiles(1)
  stop.abort()
  expect((await service).totals.filesStored).toBe(1)
})
