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

it('sorts the commits of each tree by hash', () => {
  const history = historyOfTrees([
    checkout('b', '1'),
    checkout('a', '2'),
    checkout('\u{1f600}', '3'),
    checkout('\uff00', '4'),
    checkout('b', '4', '__proto__'),
  ])
  expect(Object.entries(history)).toEqual([
    [
      'tree1-repo1-branch1',
      [checkout('a', '2'), checkout('b', '1'), checkout('\uff00', '4'), checkout('\u{1f600}', '3')],
    ],
    ['__proto__-repo1-branch1', [checkout('b', '4', '__proto__')]],
  ])
})

it('leaves out what has no hash', () => {
  const history = historyOfTrees([
    checkout(null, '1'),
    checkout(null, '2', 't'),
    checkout('a', '3', 't'),
  ])
  expect(history).toEqual({ 't-repo1-branch1': [checkout('a', '3', 't')] })
})
