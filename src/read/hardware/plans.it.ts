import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSizableDatabase } from '../../testing/database/sizable-database.ts'
import { largeScans } from '../../testing/database/large-scans.ts'
import type { TestDatabase } from '../../testing/database/test-database.ts'
import { readHistoryOfTrees } from './commit-history.ts'
import { readHardwareListing } from './listing.ts'
import { readHardwareOfRevision } from './revision.ts'
import { readSelectors } from './selectors.ts'

/** A request may cost what its window costs, and not what history costs (architecture.md 2.4). */
describe('no listing of hardware reads a large table from end to end', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createSizableDatabase()
  }, 120_000)
  afterAll(() => database.drop())

  const origin = 'maestro'
  const revision = { treeName: 'tree7', url: 'https://git/7', branch: 'branch', hash: 'hash7' }

  it.each([
    [{ from: '2025-07-02T09:00:00Z', until: '2025-07-03T00:00:00Z' }, 8],
    [{ from: '2025-01-01T00:00:00Z', until: '9999-12-31T23:59:59Z' }, 8],
    [{ from: '2025-07-01T01:00:00Z', until: '2025-07-01T02:00:00Z' }, 0],
  ])('newest commits of %o', async (window, platforms) => {
    const request = { origin, window, commits: [] }
    expect(await readHardwareListing(database.db, request)).toHaveLength(platforms)
    expect(await largeScans(database.pool, (db) => readHardwareListing(db, request))).toEqual([])
  })

  it.each([[['hash7']], [['v7', 'v8']], [Array.from({ length: 100 }, (_, n) => `hash${n}`)]])(
    'commits %j',
    async (commits) => {
      const window = { from: '2025-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }
      const request = { origin, window, commits }
      expect(await readHardwareListing(database.db, request)).toHaveLength(8)
      expect(await largeScans(database.pool, (db) => readHardwareListing(db, request))).toEqual([])
    },
  )

  it('one revision', async () => {
    const read = (db: TestDatabase['db']) => readHardwareOfRevision(db, revision, origin)
    expect(await read(database.db)).toHaveLength(8)
    expect(await largeScans(database.pool, read)).toEqual([])
  })

  it.each([false, true])('selectors, test-only: %s', async (isTestOnly) => {
    // few checkouts are that new: where many are wanted, reading them all is right
    await database.pool.query(`update checkout_origin
      set last_build = '2025-09-01', last_test = '2025-09-01'
      where checkout_id in ('c7', 'c27')`)
    const request = { origin, isTestOnly, now: new Date('2025-09-15T00:00:00Z') }
    const read = (db: TestDatabase['db']) => readSelectors(db, request)
    expect(await read(database.db)).toMatchObject([
      { branches: [{ revisions: [{ git_commit_hash: 'hash27' }, { git_commit_hash: 'hash7' }] }] },
    ])
    expect(await largeScans(database.pool, read)).toEqual([])
  })

  it.each([1, 40])('histories of %i heads', async (count) => {
    const heads = Array.from({ length: count }, (_, n) => ({
      treeName: `tree${n % 20}`,
      url: `https://git/${n % 20}`,
      branch: 'branch',
      hash: `hash${1900 + n}`,
    }))
    const window = { from: '2025-07-01T00:00:00Z', until: '2025-07-03T00:00:00Z' }
    const read = (db: TestDatabase['db']) => readHistoryOfTrees(db, heads, window)
    expect(Object.keys((await read(database.db)) ?? {})).toHaveLength(Math.min(count, 20))
    expect(await largeScans(database.pool, read)).toEqual([])
  })
})
