import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { listTrees } from './listing.ts'

const now = new Date('2025-07-10T00:00:00Z')
const day = (number: number) => `2025-07-0${number}T00:00:00Z`
const master = {
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_branch: 'master',
  git_repository_url: 'https://git/l',
}
const nameless = { ...master, tree_name: null, git_repository_branch: null }
const checkouts = [
  { ...master, id: 'older', git_commit_hash: 'H1', start_time: day(1), git_commit_tags: ['v1'] },
  { ...master, id: 'newer', git_commit_hash: 'H2', start_time: day(8), git_commit_name: 'two' },
  { ...master, id: 'again', git_commit_hash: 'H2', start_time: day(2), git_commit_tags: ['v2'] },
  { ...master, id: 'no-time', git_commit_hash: 'H3', start_time: null, git_commit_tags: ['v3'] },
  { ...nameless, id: 'nameless', git_commit_hash: null, start_time: day(9) },
  { ...nameless, id: 'nameless-too', git_commit_hash: null, start_time: day(9) },
  { ...master, id: 'elsewhere', git_repository_branch: 'fixes', start_time: day(2) },
  { ...master, id: 'foreign', origin: 'ti', git_commit_hash: 'H2', start_time: day(9) },
]
const build = (id: string, checkout: string, status: string | null) => ({
  id,
  origin: 'maestro',
  checkout_id: checkout,
  status,
})
const test = (id: string, build_id: string, path: string | null, status: string | null) => ({
  id,
  origin: 'maestro',
  build_id,
  path,
  status,
})

describe('the trees of an origin', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, {
      checkouts,
      builds: [
        build('b1', 'newer', 'PASS'),
        build('b2', 'again', 'FAIL'),
        build('b3', 'older', 'PASS'),
        build('b4', 'foreign', 'PASS'),
        build('maestro:dummy_1', 'newer', 'PASS'),
        build('b5', 'nameless', null),
        build('b6', 'nameless-too', 'MISS'),
      ],
      tests: [
        test('t1', 'b1', 'boot', 'PASS'),
        test('t2', 'b2', 'boot.nfs', null),
        test('t3', 'maestro:dummy_1', 'ltp', 'FAIL'),
        test('t4', 'b1', null, 'SKIP'),
      ],
    })
  })
  afterAll(() => database.drop())

  const list = (intervalInDays: number, origin = 'maestro') =>
    listTrees(database.db, { origin, intervalInDays, now })

  it('are listed with their newest commit, counted over all its checkouts', async () => {
    const mainline = (await list(3)).find(({ tree_name }) => tree_name !== null)
    expect(mainline).toEqual({
      id: 'newer',
      build_status: { PASS: 1, FAIL: 1, INCONCLUSIVE: 0 },
      boot_status: { PASS: 1, FAIL: 0, INCONCLUSIVE: 1 },
      test_status: { PASS: 0, FAIL: 1, INCONCLUSIVE: 1 },
      tree_name: 'mainline',
      git_commit_tags: null,
      origin: 'maestro',
      git_repository_url: 'https://git/l',
      git_repository_branch: 'master',
      git_commit_hash: 'H2',
      git_commit_name: 'two',
      start_time: day(8),
    })
  })

  it('may lack names and commit: nulls are equal, and equal times are settled by id', async () => {
    const unnamed = (await list(3)).find(({ tree_name }) => tree_name === null)
    expect(unnamed).toMatchObject({
      id: 'nameless-too',
      build_status: { PASS: 0, FAIL: 0, INCONCLUSIVE: 2 },
      test_status: { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 },
    })
  })

  it('are those with a checkout in the window, in a fixed order', async () => {
    const idsOf = async (days: number) => (await list(days)).map(({ id }) => id)
    expect(await idsOf(1)).toEqual(['nameless-too'])
    expect(await idsOf(3)).toEqual(['newer', 'nameless-too'])
    expect(await idsOf(9)).toEqual(['elsewhere', 'newer', 'nameless-too'])
    expect(await idsOf(1e9)).toEqual(['elsewhere', 'newer', 'nameless-too'])
    expect(await list(9, 'nobody')).toEqual([])
  })
})
