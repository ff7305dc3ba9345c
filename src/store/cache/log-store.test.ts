import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findLog, keepLog } from './log-store.ts'
import { migrateCacheUp } from './migrate.ts'
import { openMemoryCache } from './open-cache.ts'

async function newCache() {
  const cache = openMemoryCache()
  await migrateCacheUp(cache)
  return cache
}

const logOf = (size: number) => ({ type: null, length: 1, body: Buffer.alloc(size) })
const bounds = { maxBytes: 100_000, maxAgeMs: 1000 }

it('gives back what was kept, the newest, until it is too old', async () => {
  await using cache = await newCache()
  await keepLog(cache.db, 'a', logOf(5), bounds, 0)
  const newer = { type: 'text/plain', length: 7, body: Buffer.from('packed') }
  await keepLog(cache.db, 'a', newer, bounds, 10)
  expect(await findLog(cache.db, 'a', bounds, 1009)).toMatchObject(newer)
  expect(await findLog(cache.db, 'a', bounds, 1010)).toBeUndefined()
  expect(await findLog(cache.db, 'b', bounds, 0)).toBeUndefined()
})

it('lets those go that were used longest ago', async () => {
  await using cache = await newCache()
  const ageless = { ...bounds, maxAgeMs: 1e9 }
  for (const [now, url] of ['a', 'b', 'c'].entries()) {
    await keepLog(cache.db, url, logOf(30_000), ageless, now)
  }
  await findLog(cache.db, 'a', ageless, 100_000)
  await keepLog(cache.db, 'd', logOf(30_000), ageless, 100_001)
  const kept = await cache.db.selectFrom('log').select('url').orderBy('url').execute()
  expect(kept.map(({ url }) => url)).toEqual(['a', 'c', 'd'])
})

it('never keeps more than it may, however small the logs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(60_000), { maxLength: 40 }), async (sizes) => {
      await using cache = await newCache()
      for (const [now, size] of sizes.entries()) {
        await keepLog(cache.db, `u${now % 30}`, logOf(size), bounds, now)
        const rows = await cache.db.selectFrom('log').select(['url', 'size_bytes']).execute()
        const total = rows.reduce((sum, { size_bytes }) => sum + size_bytes, 0)
        expect(total).toBeLessThanOrEqual(bounds.maxBytes)
        expect(rows.length * 4096).toBeLessThanOrEqual(bounds.maxBytes)
        expect(rows.map(({ url }) => url)).toContain(`u${now % 30}`)
      }
    }),
    { numRuns: 30 },
  )
})
