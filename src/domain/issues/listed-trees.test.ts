import { expect, it } from 'vitest'
import { listedTrees } from './listed-trees.ts'

const tree = (tree_name: string | null, git_repository_branch: string | null, url = 'u') => ({
  tree_name,
  git_repository_branch,
  git_repository_url: url,
})

it('lists what has a name and a branch, each once, in order', () => {
  const trees = [
    tree('a', 'b"'),
    tree('a', 'b"', 'elsewhere'),
    tree('a', null),
    tree(null, 'b'),
    tree('', ''),
    tree('a"', 'b'),
  ]
  expect(listedTrees(trees)).toEqual([
    { tree_name: 'a', git_repository_branch: 'b"' },
    { tree_name: '', git_repository_branch: '' },
    { tree_name: 'a"', git_repository_branch: 'b' },
  ])
})
