import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrateCacheDown, migrateCacheUp, cacheMigrationStates } from './migrate.ts'
import { openCache } from './open-cache.ts'

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
      etag: 'e',
      size_bytes: 1,
      used_at: 2,
    }
    await first.db.insertInto('response').values(row).execute()
    await using second = openCache(dir, noDiscard)
    expect(await second.db.selectFrom('response').selectAll().execute()).toEqual([row])
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
