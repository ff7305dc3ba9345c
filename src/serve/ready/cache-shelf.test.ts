import { expect, it } from 'vitest'
import { newAnswer } from '../../http/ready/ready-answer.ts'
import { createLog } from '../../platform/log/log.ts'
import { migrateCacheUp } from '../../store/cache/migrate.ts'
import { openMemoryCache } from '../../store/cache/open-cache.ts'
import { ResponseStore } from '../../store/cache/response-store.ts'
import { shelfInCache } from './cache-shelf.ts'

const log = createLog('silent')
const body = Buffer.from('{"status":"PASS"}'.repeat(100))
const headers = [['content-type', 'application/json']] as const

function answer() {
  const scopes = [{ kind: 'tree', key: 't' }] as const
  return newAnswer(body, { headers, version: { number: 4, dataset: 'd' }, scopes })
}

it('gives back the answer that was kept', async () => {
  await using cache = openMemoryCache()
  await migrateCacheUp(cache)
  const shelf = shelfInCache(new ResponseStore(cache.db, 1e6), log)
  const kept = answer()
  await shelf.keep('k', kept)
  const found = await shelf.find('k')
  expect(found).toMatchObject({
    headers,
    etag: kept.etag,
    madeAt: kept.madeAt,
    scopes: kept.scopes,
    version: { number: 4, dataset: 'd' },
    length: body.length,
  })
  expect((await found?.form('identity'))?.body).toEqual(body)
  expect(await shelf.find('other')).toBeUndefined()
})

it('gives none that another program has made, and keeps its own in place of it', async () => {
  await using cache = openMemoryCache()
  await migrateCacheUp(cache)
  const store = new ResponseStore(cache.db, 1e6)
  const [before, after] = ['before', 'after'].map((program) => shelfInCache(store, log, program))
  await before?.keep('k', answer())
  expect(await after?.find('k')).toBeUndefined()
  await after?.keep('k', answer())
  expect(await after?.find('k')).toMatchObject({ version: { number: 4, dataset: 'd' } })
  expect(await before?.find('k')).toBeUndefined()
})

it('forgets its answers of a later state, and says when it cannot', async () => {
  await using cache = openMemoryCache()
  await migrateCacheUp(cache)
  const shelf = shelfInCache(new ResponseStore(cache.db, 1e6), log)
  await shelf.keep('k', answer())
  expect(await shelf.forgetLater({ number: 4, dataset: 'd' })).toBe(true)
  expect(await shelf.find('k')).toBeDefined()
  expect(await shelf.forgetLater({ number: 3, dataset: 'd' })).toBe(true)
  expect(await shelf.find('k')).toBeUndefined()
  await cache.db.schema.dropTable('response').execute()
  expect(await shelf.forgetLater({ number: 3, dataset: 'd' })).toBe(false)
})

it('costs no answer when the cache fails, or holds what nobody can read', async () => {
  await using cache = openMemoryCache()
  await migrateCacheUp(cache)
  const shelf = shelfInCache(new ResponseStore(cache.db, 1e6), log)
  await shelf.keep('k', answer())
  await cache.db.updateTable('response').set({ headers: 'no JSON' }).execute()
  expect(await shelf.find('k')).toBeUndefined()
  await cache.db.schema.dropTable('response').execute()
  await shelf.keep('k', answer())
  expect(await shelf.find('k')).toBeUndefined()
})
