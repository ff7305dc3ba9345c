import { describe, expect, it } from 'vitest'
import { arrangeSelectors } from './selectors.ts'

const checkout = (
  startTime: string,
  [treeName, url, branch, hash, name]: [string, string, string, string, string | null],
) => ({ startTime, treeName, url, branch, hash, name })

/** hardware.md 9.2. */
describe('arrangeSelectors', () => {
  it('sorts trees, urls and branches, and leaves revisions as they come', () => {
    const trees = arrangeSelectors([
      checkout('3', ['next', 'u', 'master', 'h3', 'n3']),
      checkout('2', ['next', 'a', 'z', 'h2', 'n2']),
      checkout('1', ['next', 'u', 'master', 'h1', 'n1']),
      checkout('1', ['Mainline', 'u', 'master', 'h1', null]),
      checkout('0', ['next', 'u', 'for-next', 'h0', 'n0']),
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
      checkout('3', ['t', 'u', 'b', 'h', 'v1']),
      checkout('2', ['t', 'u', 'b', 'h', null]),
      checkout('1', ['t', 'u', 'b', 'h', 'v1']),
      checkout('0', ['t', 'u', 'b', 'h', null]),
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
