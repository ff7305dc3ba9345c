import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { findCheckouts } from './find-checkouts.ts'

const url = 'https://git/l'
const time = (hour: number) => `2025-07-01T0${hour}:00:00Z`
const checkout = (id: string, hour: number, more: object) => ({
  id,
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_branch: 'master',
  git_repository_url: url,
  git_commit_hash: 'H1',
  start_time: time(hour),
  _timestamp: time(hour),
  ...more,
})

/** Where a commit is looked for (trees.md 4.7). */
describe('the checkouts of a commit', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, {
      checkouts: [
        checkout('a', 1, { git_commit_tags: ['v6.1', 'lts'] }),
        checkout('b', 3, {}),
        checkout('moved', 2, { git_repository_url: 'https://git/other' }),
        checkout('renamed', 2, { tree_name: 'torvalds' }),
        checkout('no-branch', 2, { git_repository_branch: null }),
        checkout('no-url', 2, { git_repository_url: null }),
        checkout('foreign', 2, { origin: 'ti' }),
        checkout('second', 4, { git_commit_hash: 'H2', git_commit_tags: ['lts'] }),
        checkout('stable', 5, {
          tree_name: 'stable',
          git_commit_hash: 'H9',
          git_commit_tags: ['v6.1'],
        }),
        checkout('unnamed', 6, { git_commit_hash: null, git_commit_tags: ['v6.1'] }),
        checkout('timeless', 0, { start_time: null, git_commit_hash: 'H2' }),
      ],
    })
  })
  afterAll(() => database.drop())

  const direct = { origin: 'maestro', treeName: 'mainline', branch: 'master' }

  it.each([
    [
      'tree and branch, whatever the url',
      { ...direct, commit: 'H1' },
      ['b', 'moved', 'a', 'no-url'],
    ],
    [
      'with a url that is ignored',
      { ...direct, url: 'x', commit: 'H1' },
      ['b', 'moved', 'a', 'no-url'],
    ],
    [
      'branch and url, whatever the tree',
      { origin: 'maestro', branch: 'master', url, commit: 'H1' },
      ['b', 'renamed', 'a'],
    ],
    ['no branch', { origin: 'maestro', url, commit: 'H1' }, ['no-branch']],
    [
      'a blank branch',
      { origin: 'maestro', treeName: 'mainline', branch: '', url, commit: 'H1' },
      ['no-branch'],
    ],
    ['no url', { origin: 'maestro', branch: 'master', commit: 'H1' }, ['no-url']],
    ['another origin', { ...direct, origin: 'ti', commit: 'H1' }, ['foreign']],
    [
      'a tag of this tree, although another tree has it on a newer commit (trees.md O8)',
      { ...direct, commit: 'v6.1' },
      ['b', 'moved', 'a', 'no-url'],
    ],
    ['a tag on two commits: the newer', { ...direct, commit: 'lts' }, ['second', 'timeless']],
    ['part of a hash', { ...direct, commit: 'H' }, []],
  ])('by %s', async (_, scope, expected) => {
    const found = await findCheckouts(database.db, scope)
    expect(found.map(({ id }) => id).toSorted()).toEqual(expected.toSorted())
  })

  it('come newest first, those without a time last', async () => {
    const found = await findCheckouts(database.db, { ...direct, commit: 'H2' })
    expect(found).toEqual([
      { id: 'second', url, branch: 'master', tags: ['lts'] },
      { id: 'timeless', url, branch: 'master', tags: null },
    ])
  })
})
