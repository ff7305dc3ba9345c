import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askKnownExcerpts, findKnownExcerpts, keepKnownExcerpt } from './known-excerpts.ts'
import { migrateCacheUp } from './migrate.ts'
import { type Cache, openCache } from './open-cache.ts'

let folder: string
let cache: Cache
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-known-'))
  cache = openCache(folder, () => {})
  await migrateCacheUp(cache)
})
afterEach(async () => {
  await cache[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

it('remembers what storage took, also for those who cannot wait', async () => {
  const isKnown = askKnownExcerpts(cache.file)
  expect(isKnown('a')).toBe(false)
  await keepKnownExcerpt(cache.db, 'a', 10, 1)
  expect(isKnown('a')).toBe(true)
  expect(await findKnownExcerpts(cache.db, ['a', 'b'], 2)).toEqual(new Set(['a']))
})

it('forgets those that were used longest ago', async () => {
  for (let n = 0; n < 10; n += 1) await keepKnownExcerpt(cache.db, `u${n}`, 10, n)
  await findKnownExcerpts(cache.db, ['u0'], 20)
  await keepKnownExcerpt(cache.db, 'u10', 10, 21)
  const urls = await cache.db.selectFrom('known_excerpt').select('url').execute()
  const left = ['u0', 'u10', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9']
  expect(urls.map(({ url }) => url).toSorted()).toEqual(left)
})

it('knows nothing where there is no cache', () => {
  expect(askKnownExcerpts(join(folder, 'none.sqlite3'))('a')).toBe(false)
})
