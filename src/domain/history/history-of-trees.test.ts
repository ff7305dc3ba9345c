import { expect, it } from 'vitest'
import { historyOfTrees } from './history-of-trees.ts'

const checkout = (hash: string | null, start_time: string, tree_name = 'tree1') => ({
  git_commit_hash: hash,
  tree_name,
  git_repository_branch: 'branch1',
  git_repository_url: 'repo1',
  git_commit_tags: null,
  git_commit_name: null,
  start_time,
})

it('sorts the commits of each tree by hash, each described by its first checkout', () => {
  const history = historyOfTrees([
    checkout('b', '1'),
    checkout('a', '2'),
    checkout('b', '3'),
    checkout('b', '4', '__proto__'),
  ])
  expect(Object.entries(history)).toEqual([
    ['tree1-repo1-branch1', [checkout('a', '2'), checkout('b', '1')]],
    ['__proto__-repo1-branch1', [checkout('b', '4', '__proto__')]],
  ])
})

it('leaves out what has no hash', () => {
  expect(historyOfTrees([checkout(null, '1')])).toEqual({})
})
