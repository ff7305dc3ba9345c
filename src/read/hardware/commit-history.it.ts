import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readHistoryOfTrees } from './commit-history.ts'

const at = (hour: number) => `2025-07-01T${String(hour).padStart(2, '0')}:00:00Z`
const checkout = (id: string, hash: string | null, start_time: string | null, more = {}) => ({
  id,
  origin: 'maestro',
  tree_name: 'tree1',
  git_repository_url: 'repo1',
  git_repository_branch: 'branch1',
  git_commit_hash: hash,
  git_commit_name: id,
  start_time,
  ...more,
})
const window = { from: at(5), until: at(11) }

/** hardware.md 13, E6 with T = 10:00, and what D9 and D10 make of it. */
describe('the history of trees', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, {
      checkouts: [
        checkout('zz-first', 'zz', at(5), { git_commit_tags: ['v1'] }),
        checkout('zz-last', 'zz', at(9)),
        checkout('aa', 'aa', at(8)),
        checkout('mm', 'mm', at(7), { origin: 'other' }),
        checkout('qq', 'qq', '2025-07-01T08:30:00.000001Z', { origin: 'other' }),
        checkout('new', 'new', at(12)),
        checkout('before', 'before', at(4)),
        checkout('no-hash', null, at(6)),
        checkout('no-time', 'no-time', null),
        checkout('never', 'never', 'infinity'),
        checkout('elsewhere', 'zz', at(6), { git_repository_branch: 'branch2' }),
        checkout('nameless', 'nn', at(6), { tree_name: null }),
      ],
    })
  })
  afterAll(() => database.drop())

  const head = (hash: string, more: object = {}) => ({
    treeName: 'tree1',
    url: 'repo1',
    branch: 'branch1',
    hash,
    ...more,
  })
  const read = (heads: Parameters<typeof readHistoryOfTrees>[1], within = window) =>
    readHistoryOfTrees(database.db, heads, within)
  const hashes = async (...heads: Parameters<typeof readHistoryOfTrees>[1]) =>
    (await read(heads))?.['tree1-repo1-branch1']?.map((commit) => commit.git_commit_hash)

  it('goes back from the newest checkout of the head, whoever fetched it', async () => {
    expect(await hashes(head('zz'))).toEqual(['aa', 'mm', 'qq', 'zz'])
    expect(await hashes(head('mm'))).toEqual(['mm', 'zz'])
  })

  it('starts after the window, and stays in it', async () => {
    expect(await hashes(head('new'))).toEqual(['aa', 'mm', 'qq', 'zz'])
    const later = { from: at(12), until: at(13) }
    expect(await read([head('new')], later)).toMatchObject({
      'tree1-repo1-branch1': [{ git_commit_hash: 'new' }],
    })
    expect(await read([head('zz')], later)).toBeNull()
  })

  it('describes a commit by its earliest checkout', async () => {
    const commits = (await read([head('zz')]))?.['tree1-repo1-branch1']
    expect(commits?.[3]).toEqual({
      git_commit_hash: 'zz',
      tree_name: 'tree1',
      git_repository_branch: 'branch1',
      git_repository_url: 'repo1',
      git_commit_tags: ['v1'],
      git_commit_name: 'zz-first',
      start_time: at(5),
    })
    expect(commits?.[2]).toMatchObject({ start_time: '2025-07-01T08:30:00.000001Z' })
  })

  it('of two heads of a tree follows the newer, and keeps trees apart', async () => {
    const heads = [head('zz'), head('mm'), head('zz', { branch: 'branch2' })]
    const found = await read(heads)
    expect(Object.keys(found ?? {}).toSorted()).toEqual([
      'tree1-repo1-branch1',
      'tree1-repo1-branch2',
    ])
    expect(await hashes(...heads)).toEqual(['aa', 'mm', 'qq', 'zz'])
  })

  it('has commits with a hash alone', async () => {
    expect(await read([head('new')], { from: at(6), until: at(6) })).toEqual({})
  })

  it.each([
    ['no head', []],
    ['an unknown hash', [head('absent')]],
    ['a head without time', [head('no-time')]],
    ['a head at no time', [head('never')]],
    ['names that are missing', [head('nn', { treeName: '' })]],
    ['the hash of another branch', [head('aa', { branch: 'branch2' })]],
  ])('finds nothing for %s', async (_, heads) => {
    expect(await read(heads)).toBeNull()
  })
})
