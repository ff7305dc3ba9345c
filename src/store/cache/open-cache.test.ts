import Sqlite from 'better-sqlite3'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrateCacheDown, migrateCacheUp, cacheMigrationStates } from './migrate.ts'
import { openCacheAnyway } from './open-cache-anyway.ts'
import { cacheFile, connectToCache, openCache } from './open-cache.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'treeline-cache-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const noDiscard = (problem: string): void => expect.fail(`discarded: ${problem}`)

describe('openCache', () => {
  it('makes the file and every migration goes up and down again', async () => {
    await using cache = openCache(join(dir, 'new'), noDiscard)
    const applied = await migrateCacheUp(cache)
    expect(applied.length).toBeGreaterThan(0)
    for (const name of applied.toReversed()) expect(await migrateCacheDown(cache)).toEqual([name])
    expect((await cacheMigrationStates(cache)).every((state) => state.appliedAt === null)).toBe(
      true,
    )
  })

  it('keeps what is in a healthy file', async () => {
    await using first = openCache(dir, noDiscard)
    await migrateCacheUp(first)
    const row = {
      key: 'k',
      body: Buffer.from('b'),
      coding: 'gzip',
      dataset: 'd',
      version: 3,
      scopes: null,
      etag: 'e',
      headers: '[]',
      made_at: 1,
      length: 4,
      size_bytes: 1,
      used_at: 2,
      seal: 's',
    }
    await first.db.insertInto('response').values(row).execute()
    await using second = openCache(dir, noDiscard)
    expect(await second.db.selectFrom('response').selectAll().execute()).toEqual([row])
  })

  it('never waits for the disk', () => {
    const connection = connectToCache(join(dir, 'cache.sqlite3'), 0)
    try {
      expect(connection.pragma('synchronous', { simple: true })).toBe(0)
    } finally {
      connection.close()
    }
  })

  it('throws a damaged file away and goes on with a new one', async () => {
    const file = join(dir, 'cache.sqlite3')
    writeFileSync(file, 'this is no database, '.repeat(500))
    const problems: string[] = []
    await using cache = openCache(dir, (problem) => problems.push(problem))
    await migrateCacheUp(cache)
    expect(problems).toHaveLength(1)
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3')
  })
})

/** What SQLite cannot open, however much the user may; permissions do not stop root. */
const spoilers = {
  'that is a folder': (file: string) => mkdirSync(file),
  'whose log is a folder': (file: string) => mkdirSync(`${file}-wal`),
  'that says it is read-only': (file: string) => {
    const database = new Sqlite(file)
    database.exec('create table t (x)')
    database.close()
    const bytes = readFileSync(file)
    bytes[18] = 3 // the version that writers have to know
    writeFileSync(file, bytes)
  },
  'of a newer version': (file: string) => {
    const database = new Sqlite(file)
    database.exec(`create table treeline_migration (name text, timestamp text);
      insert into treeline_migration values ('99991231T2359-from-the-future', '')`)
    database.close()
  },
}

describe.each(Object.entries(spoilers))('a file %s', (_, spoil) => {
  it('costs a warning, never a start', async () => {
    spoil(cacheFile(dir))
    const problems: string[] = []
    const onUnusable = (problem: string) => problems.push(problem)
    await using cache = await openCacheAnyway(dir, { onDiscard: noDiscard, onUnusable })
    expect(problems).toEqual([expect.stringMatching(/^[^\n]+$/)])
    expect(await cache.db.selectFrom('response').selectAll().execute()).toEqual([])
  })
})

it('names the file that a command cannot use', () => {
  mkdirSync(cacheFile(dir))
  expect(() => openCache(dir, noDiscard)).toThrow(`${cacheFile(dir)} cannot be used`)
})

it('needs no data directory either', async () => {
  writeFileSync(join(dir, 'file'), '')
  const problems: string[] = []
  const onUnusable = (problem: string) => problems.push(problem)
  const nowhere = join(dir, 'file', 'below')
  await using _cache = await openCacheAnyway(nowhere, { onDiscard: noDiscard, onUnusable })
  expect(problems).toEqual([expect.stringContaining(nowhere)])
})
