import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cacheContents, cacheFileBytes, clearCache } from './cache-contents.ts'
import { keepLog } from './log-store.ts'
import { migrateCacheUp } from './migrate.ts'
import { openCache } from './open-cache.ts'

it('counts what is kept, and forgets it while another has the file open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-cache-'))
  await using cache = openCache(folder, () => {})
  await using other = openCache(folder, () => {})
  await migrateCacheUp(cache)
  const log = { type: 'text/plain', length: 3, body: Buffer.alloc(500_000, 'x') }
  await keepLog(other.db, 'https://h/a', log, { maxBytes: 1e9, maxAgeMs: 1e9 }, 1_000)
  await keepLog(other.db, 'https://h/b', log, { maxBytes: 1e9, maxAgeMs: 1e9 }, 2_000)
  const [, logs] = await cacheContents(cache)
  expect(logs).toEqual({
    table: 'log',
    rows: 2,
    bytes: 1_000_000,
    usedFirst: 1_000,
    usedLast: 2_000,
  })
  expect(cacheFileBytes(cache)).toBeGreaterThan(1_000_000)
  expect(Object.fromEntries(await clearCache(cache))).toEqual({
    response: 0,
    log: 2,
    known_excerpt: 0,
  })
  expect(cacheFileBytes(cache)).toBeLessThan(200_000)
  expect((await cacheContents(other)).map(({ rows }) => rows)).toEqual([0, 0, 0])
  rmSync(folder, { recursive: true })
})
