import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/database/test-database.ts'
import { writeRows } from '../../testing/rows/write-rows.ts'
import { readSelectors } from './selectors.ts'

const now = new Date('2025-07-31T00:00:00Z')
const border = '2025-07-01T00:00:00Z'
const lately = '2025-07-01T00:00:00.000001Z'
const checkout = (id: string, more: object = {}) => ({
  id,
  origin: 'elsewhere',
  start_time: '2025-01-01T00:00:00Z',
  tree_name: 'mainline',
  git_repository_url: 'https://git/l',
  git_repository_branch: 'master',
  git_commit_hash: id,
  git_commit_name: `v-${id}`,
  ...more,
})
const build = (checkout_id: string, start_time: string | null, origin = 'maestro') => ({
  id: `b-${checkout_id}-${origin}`,
  checkout_id,
  origin,
  start_time,
})

/** hardware.md 9.2. */
it('offers what an origin built in the last 30 days, or tested where it builds nothing', async () => {
  await using database = await createTestDatabase()
  await writeRows(database.pool, {
    checkouts: [
      checkout('recent'),
      checkout('newer', { start_time: '2025-02-01T00:00:00Z' }),
      checkout('newer-again', { start_time: '2025-02-02T00:00:00Z', git_commit_hash: 'newer' }),
      checkout('newer-once-more', {
        start_time: '2025-02-03T00:00:00Z',
        git_commit_hash: 'newer',
        git_commit_name: 'v-newer',
      }),
      checkout('next', { tree_name: 'Next', start_time: '2030-01-01T00:00:00Z' }),
      checkout('at-border'),
      checkout('built-never'),
      checkout('never', { start_time: 'infinity' }),
      checkout('timeless', { start_time: null }),
      checkout('no-tree', { tree_name: null }),
      checkout('no-url', { git_repository_url: null }),
      checkout('no-branch', { git_repository_branch: null }),
      checkout('no-hash', { git_commit_hash: null }),
      checkout('tested'),
    ],
    builds: [
      build('recent', lately),
      build('newer', lately),
      build('newer-again', lately),
      build('newer-once-more', lately),
      build('next', lately),
      build('at-border', border),
      build('built-never', 'infinity'),
      build('never', lately),
      build('timeless', lately),
      build('no-tree', lately),
      build('no-url', lately),
      build('no-branch', lately),
      build('no-hash', lately),
      build('gone', lately),
      build('tested', null, 'redhat'),
    ],
    tests: [
      test('t1', 'b-tested-redhat', lately, { platform: 'am62' }),
      test('t2', 'b-recent-maestro', lately, {}),
      test('t3', 'b-newer-maestro', border, { platform: 'am62' }),
    ],
  })
  const select = (origin: string, isTestOnly = false) =>
    readSelectors(database.db, { origin, isTestOnly, now })

  const trees = await select('maestro')
  expect(trees.map(({ tree_name }) => tree_name)).toEqual(['Next', 'mainline'])
  expect(trees[1]?.branches).toEqual([
    {
      git_repository_url: 'https://git/l',
      git_repository_branch: 'master',
      revisions: [
        {
          git_commit_hash: 'newer',
          git_commit_name: 'v-newer',
          start_time: '2025-02-03T00:00:00Z',
        },
        {
          git_commit_hash: 'newer',
          git_commit_name: 'v-newer-again',
          start_time: '2025-02-02T00:00:00Z',
        },
        {
          git_commit_hash: 'recent',
          git_commit_name: 'v-recent',
          start_time: '2025-01-01T00:00:00Z',
        },
      ],
    },
  ])
  const [tested] = await select('ti', true)
  expect(tested?.branches[0]?.revisions).toEqual([
    { git_commit_hash: 'tested', git_commit_name: 'v-tested', start_time: '2025-01-01T00:00:00Z' },
  ])
  expect(await select('ti')).toEqual([])
  expect(await select('nobody')).toEqual([])
})

function test(id: string, build_id: string, start_time: string, environment_misc: object) {
  return { id, build_id, origin: 'ti', start_time, environment_misc }
}
