import { expect, it } from 'vitest'
import { standardiseTreeNames } from './tree-names.ts'

it('names the trees of exactly the URLs in the map (ingestion.md 2.9)', () => {
  const checkouts = [
    { git_repository_url: 'https://a/linux.git', tree_name: 'old' },
    { git_repository_url: 'https://a/linux.git' },
    { git_repository_url: 'https://a/linux', tree_name: 'kept' },
    { tree_name: 'kept' },
  ]
  standardiseTreeNames(checkouts, new Map([['https://a/linux.git', 'mainline']]))
  expect(checkouts.map((checkout) => checkout.tree_name)).toEqual([
    'mainline',
    'mainline',
    'kept',
    'kept',
  ])
})
