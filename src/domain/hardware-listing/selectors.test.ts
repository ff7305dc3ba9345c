import { describe, expect, it } from 'vitest'
import { arrangeSelectors } from './selectors.ts'

const branch = (
  [treeName, url, branchName]: [string, string, string],
  ...checkouts: [startTime: string, hash: string, name: string | null][]
) => ({
  treeName,
  url,
  branch: branchName,
  checkouts: checkouts.map(([startTime, hash, name]) => ({ startTime, hash, name })),
})

/** hardware.md 9.2. */
describe('arrangeSelectors', () => {
  it('sorts trees, urls and branches, and leaves revisions as they come', () => {
    const trees = arrangeSelectors([
      branch(['next', 'u', 'master'], ['3', 'h3', 'n3'], ['1', 'h1', 'n1']),
      branch(['next', 'a', 'z'], ['2', 'h2', 'n2']),
      branch(['Mainline', 'u', 'master'], ['1', 'h1', null]),
      branch(['next', 'u', 'for-next'], ['0', 'h0', 'n0']),
    ])
    expect(trees.map(({ tree_name }) => tree_name)).toEqual(['Mainline', 'next'])
    expect(trees[1]?.branches).toEqual([
      {
        git_repository_url: 'a',
        git_repository_branch: 'z',
        revisions: [{ git_commit_hash: 'h2', git_commit_name: 'n2', start_time: '2' }],
      },
      {
        git_repository_url: 'u',
        git_repository_branch: 'for-next',
        revisions: [{ git_commit_hash: 'h0', git_commit_name: 'n0', start_time: '0' }],
      },
      {
        git_repository_url: 'u',
        git_repository_branch: 'master',
        revisions: [
          { git_commit_hash: 'h3', git_commit_name: 'n3', start_time: '3' },
          { git_commit_hash: 'h1', git_commit_name: 'n1', start_time: '1' },
        ],
      },
    ])
  })

  it('shows a commit once under each of its names, as new as its newest checkout', () => {
    const [tree] = arrangeSelectors([
      branch(
        ['t', 'u', 'b'],
        ['3', 'h', 'v1'],
        ['2', 'h', null],
        ['1', 'h', 'v1'],
        ['0', 'h', null],
      ),
    ])
    expect(tree?.branches[0]?.revisions).toEqual([
      { git_commit_hash: 'h', git_commit_name: 'v1', start_time: '3' },
      { git_commit_hash: 'h', git_commit_name: null, start_time: '2' },
    ])
  })

  it('has nothing to arrange', () => {
    expect(arrangeSelectors([])).toEqual([])
  })
})
