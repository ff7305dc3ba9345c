import Sqlite from 'better-sqlite3'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCacheAnyway } from './open-cache-anyway.ts'
import { cacheFile } from './open-cache.ts'
import { ResponseStore } from './response-store.ts'
import { keptResponse } from './testing/kept-response.ts'

let dir: string
let file: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'treeline-mending-'))
  file = cacheFile(dir)
})
afterEach(() => rmSync(dir, { recursive: true }))

const response = keptResponse(9_000)
const quiet = { onDiscard: () => {}, onUnusable: (problem: string) => expect.fail(problem) }

/** What an answer that is kept is found as, by and by; null while the cache fails. */
async function keptAgain(store: ResponseStore) {
  try {
    await store.keep('k', response, 1)
    return (await store.find('k', 2)) ?? null
  } catch {
    return null
  }
}

/** Pages full of what nobody has written there. */
function scribble(path: string): void {
  writeFileSync(path, Buffer.alloc(65_536, 'scribbled'), { flag: 'r+' })
}

it.each([
  ['deleted', () => ['', '-wal', '-shm'].forEach((end) => rmSync(file + end, { force: true }))],
  ['deleted by itself', () => rmSync(file)],
  ['truncated', () => truncateSync(file, 5_000)],
  ['emptied', () => truncateSync(file, 0)],
  ['scribbled over', () => scribble(file)],
  ['scribbled over in its log', () => scribble(`${file}-wal`)],
  ['replaced by no database', () => writeFileSync(file, 'no database')],
])('keeps answers again after the file was %s', async (_, harm) => {
  await using one = await openCacheAnyway(dir, quiet)
  await using two = await openCacheAnyway(dir, quiet)
  const stores = [one, two].map(({ db }) => new ResponseStore(db, 1e6))
  for (const store of stores) expect(await keptAgain(store)).toMatchObject(response)
  harm()
  for (const store of stores) {
    await expect.poll(() => keptAgain(store), { timeout: 10_000 }).toMatchObject(response)
  }
  // also beside a newcomer, who looks at the whole file and may throw it away
  await using three = await openCacheAnyway(dir, { ...quiet, onUnusable: () => {} })
  for (const store of [...stores, new ResponseStore(three.db, 1e6)]) {
    await expect.poll(() => keptAgain(store), { timeout: 10_000 }).toMatchObject(response)
  }
})

it('makes a file again where one was taken away', async () => {
  await using cache = await openCacheAnyway(dir, quiet)
  const store = new ResponseStore(cache.db, 1e6)
  rmSync(file)
  const isThere = async () => (await keptAgain(store)) !== null && existsSync(file)
  await expect.poll(isThere, { timeout: 10_000 }).toBe(true)
})

it('waits for nobody who has the file for himself', async () => {
  await using cache = await openCacheAnyway(dir, quiet)
  const store = new ResponseStore(cache.db, 1e6)
  await store.keep('k', response, 1)
  const other = new Sqlite(file)
  other.exec('begin exclusive')
  await expect(store.keep('k', response, 1)).rejects.toThrow('database is locked')
  // what is kept is found, also when its use should be noted
  expect(await store.find('k', 1e9)).toMatchObject(response)
  other.close()
  await store.keep('k', response, 1)
})

it('does without a file that can neither be used nor removed, as where a disk was found faulty', async () => {
  await using cache = await openCacheAnyway(dir, quiet)
  const store = new ResponseStore(cache.db, 1e6)
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  mkdirSync(file)
  await expect.poll(() => keptAgain(store), { timeout: 10_000 }).toBeNull()
  // in this time it tries to mend the file twice at least; a failure of that which nobody sees ends the process
  for (let tries = 0; tries < 30; tries += 1) {
    expect(await keptAgain(store)).toBeNull()
    await sleep(20)
  }
  rmdirSync(file)
  await expect.poll(() => keptAgain(store), { timeout: 10_000 }).toMatchObject(response)
})
