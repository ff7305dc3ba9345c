import { expect, it } from 'vitest'
import { shownTrees, summarisedTrees } from './select-commits.ts'
import { numberHeads } from './tree-of-hardware.ts'

const head = (treeName: string, hash: string | null) => ({
  treeName,
  branch: 'master',
  url: 'https://git',
  origin: 'maestro',
  hash,
  name: null,
  tags: null,
})
const heads = numberHeads([head('a', 'aa'), head('b', 'bb'), head('c', null)])
const commits = (trees: ReturnType<typeof shownTrees>) =>
  trees.map(({ commit, isSelected }) => [commit, isSelected])

it('shows every tree at its head, and all are selected, when none is chosen', () => {
  const atHeads = [
    ['aa', true],
    ['bb', true],
    [null, true],
  ]
  expect(commits(shownTrees(heads, {}))).toEqual(atHeads)
  expect(commits(summarisedTrees(heads, {}))).toEqual(atHeads)
})

it('shows a tree at the chosen commit, or at its head; the others are not selected', () => {
  const selected = { 0: 'cc', 2: 'head', 7: 'dd' }
  const chosen = [
    ['cc', true],
    ['bb', false],
    [null, true],
  ]
  expect(commits(shownTrees(heads, selected))).toEqual(chosen)
  expect(commits(summarisedTrees(heads, selected))).toEqual(chosen)
})

it('takes an empty text for the head in lists, and for no commit in the summary', () => {
  const [first] = commits(shownTrees(heads, { 0: '' }))
  expect(first).toEqual(['aa', true])
  expect(commits(summarisedTrees(heads, { 0: '' }))[0]).toEqual(['', true])
})
