import { expect, it } from 'vitest'
import { commonBlock } from './tree-common.ts'

it('takes the first url and the first tags that are not empty', () => {
  const checkouts = [
    { url: null, tags: null },
    { url: 'https://new', tags: [] },
    { url: 'https://old', tags: ['v6.1'] },
  ]
  expect(commonBlock(checkouts, ['juno'])).toEqual({
    hardware: ['juno'],
    tree_url: 'https://new',
    git_commit_tags: ['v6.1'],
  })
})

it.each([
  [[null, []], []],
  [[null, null], null],
  [[], null],
])('says of tags %j: %j', (tags, expected) => {
  const checkouts = tags.map((list) => ({ url: null, tags: list }))
  expect(commonBlock(checkouts, [])).toEqual({
    hardware: [],
    tree_url: '',
    git_commit_tags: expected,
  })
})
