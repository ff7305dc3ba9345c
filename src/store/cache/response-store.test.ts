import fc from 'fast-check'
import { expect, it } from 'vitest'
import { migrateCacheUp } from './migrate.ts'
import { openMemoryCache, type Cache } from './open-cache.ts'
import { ResponseStore } from './response-store.ts'
import { keptResponse } from './testing/kept-response.ts'

async function newCache(): Promise<Cache> {
  const cache = openMemoryCache()
  await migrateCacheUp(cache)
  return cache
}

it('gives back what was kept last', async () => {
  await using cache = await newCache()
  const store = new ResponseStore(cache.db, 1e6)
  await store.keep('a', keptResponse(5), 0)
  const newer = { ...keptResponse(7), version: 2, scopes: '[]' }
  await store.keep('a', newer, 1)
  expect(await store.find('a', 2)).toMatchObject(newer)
  expect(await store.find('b', 2)).toBeUndefined()
})

it('keeps a newer answer that another process has kept, and none of other data', async () => {
  await using cache = await newCache()
  const store = new ResponseStore(cache.db, 1e6)
  await store.keep('a', { ...keptResponse(5), version: 9 }, 0)
  await store.keep('a', { ...keptResponse(6), version: 8 }, 1)
  expect(await store.find('a', 2)).toMatchObject({ version: 9 })
  await store.keep('a', { ...keptResponse(6), version: 3, dataset: 'restored' }, 2)
  expect(await store.find('a', 3)).toMatchObject({ version: 3, dataset: 'restored' })
})

it.each([
  { body: Buffer.from('other') },
  { version: 2 },
  { headers: '[["a","b"]]' },
  { length: 8 },
  { key: 'b' },
])('finds none that somebody has written over: %o', async (change) => {
  await using cache = await newCache()
  const store = new ResponseStore(cache.db, 1e6)
  await store.keep('a', keptResponse(5), 0)
  await cache.db.updateTable('response').set(change).execute()
  expect(await store.find(change.key ?? 'a', 1)).toBeUndefined()
  await store.keep('a', keptResponse(5), 2)
  expect(await store.find('a', 3)).toBeDefined()
})

it('forgets those of a later state of the same data, however many', async () => {
  await using cache = await newCache()
  const store = new ResponseStore(cache.db, 1e9)
  for (let version = 0; version < 250; version += 1)
    await store.keep(`${version}`, { ...keptResponse(5), version }, 0)
  await store.keep('other', { ...keptResponse(5), version: 300, dataset: 'other' }, 0)
  await store.forgetLater(keptResponse(5).dataset, 10)
  const kept = await cache.db.selectFrom('response').select('version').orderBy('version').execute()
  expect(kept.map(({ version }) => version)).toEqual([...Array(11).keys(), 300])
})

it('lets those go that were used longest ago', async () => {
  await using cache = await newCache()
  const store = new ResponseStore(cache.db, 100_000)
  for (const [now, key] of ['a', 'b', 'c'].entries())
    await store.keep(key, keptResponse(30_000), now)
  await store.find('a', 100_000)
  await store.keep('d', keptResponse(30_000), 100_001)
  const kept = await cache.db.selectFrom('response').select('key').orderBy('key').execute()
  expect(kept.map(({ key }) => key)).toEqual(['a', 'c', 'd'])
})

it('lets go of what an earlier process kept when there is less room now', async () => {
  await using cache = await newCache()
  const roomy = new ResponseStore(cache.db, 1e6)
  for (const key of ['a', 'b', 'c', 'd']) await roomy.keep(key, keptResponse(30_000), 0)
  await new ResponseStore(cache.db, 50_000).keep('e', keptResponse(10), 1)
  const kept = await cache.db.selectFrom('response').select('key').execute()
  expect(kept.length).toBeLessThanOrEqual(2)
})

it('never keeps more than it may, however small the answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(60_000), { maxLength: 40 }), async (sizes) => {
      await using cache = await newCache()
      const store = new ResponseStore(cache.db, 100_000)
      for (const [now, size] of sizes.entries()) {
        await store.keep(`k${now % 30}`, keptResponse(size), now)
        const rows = await cache.db.selectFrom('response').select('size_bytes').execute()
        const total = rows.reduce((sum, { size_bytes }) => sum + size_bytes, 0)
        expect(total).toBeLessThanOrEqual(100_000)
      }
    }),
    { numRuns: 30 },
  )
})
