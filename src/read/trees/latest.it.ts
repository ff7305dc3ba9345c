import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { findLatestCheckout } from './latest.ts'

const day = (number: number) => `2025-07-0${number}T00:00:00Z`
const master = {
  origin: 'maestro',
  tree_name: 'mainline',
  git_repository_branch: 'master',
  git_repository_url: 'https://git/l',
}
const checkouts = [
  { ...master, id: 'older', git_commit_hash: 'H1', start_time: day(1), git_commit_tags: ['v1'] },
  { ...master, id: 'newer', git_commit_hash: 'H2', start_time: day(8), git_commit_name: 'two' },
  { ...master, id: 'again', git_commit_hash: 'H2', start_time: day(2), git_commit_tags: ['v2'] },
  { ...master, id: 'no-time', git_commit_hash: 'H3', start_time: null, git_commit_tags: ['v3'] },
  { ...master, id: 'no-commit', git_commit_hash: null, start_time: day(9) },
  { ...master, id: 'foreign', origin: 'ti', git_commit_hash: 'H4', start_time: day(9) },
]

describe('the latest checkout of a tree', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await writeRows(database.pool, { checkouts })
  })
  afterAll(() => database.drop())

  const find = (changed: object) =>
    findLatestCheckout(database.db, {
      origin: 'maestro',
      treeName: 'mainline',
      branch: 'master',
      ...changed,
    })

  it('is the one that started last; an unknown time is no late one (trees.md O28)', async () => {
    expect(await find({})).toEqual({
      tree_name: 'mainline',
      git_repository_branch: 'master',
      git_repository_url: 'https://git/l',
      git_commit_hash: 'H2',
      git_commit_name: 'two',
      origin: 'maestro',
    })
  })

  it.each([
    ['H1', 'H1'],
    ['v1', 'H1'],
    ['v2', 'H2'],
    ['v3', 'H3'],
  ])('may be asked for by commit %s', async (commit, hash) => {
    expect(await find({ commit })).toMatchObject({ git_commit_hash: hash })
  })

  it.each([
    { commit: 'H' },
    { commit: '' },
    { treeName: 'next' },
    { branch: 'fixes' },
    { origin: 'nobody' },
    { origin: 'maestro mainline', treeName: '', branch: 'master' },
  ])('is absent for %j', async (changed) => {
    expect(await find(changed)).toBeNull()
  })
})
