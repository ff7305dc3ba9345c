import { expect, it } from 'vitest'
import { numberHeads } from './tree-of-hardware.ts'

type Place = [tree: string | null, branch: string | null, url: string | null, hash: string | null]

const head = ([treeName, branch, url, hash]: Place, origin = 'maestro') => ({
  treeName,
  branch,
  url,
  hash,
  origin,
  name: null,
  tags: null,
})
const inOrder: Place[] = [
  ['a', 'm', 'u', 'h'],
  ['a', 'm', 'u', 'i'],
  ['a', 'm', 'v', 'g'],
  ['a', 'm', null, 'a'],
  ['a', 'n', 'a', 'a'],
  ['a', null, 'a', 'a'],
  ['b', 'a', 'a', 'a'],
  [null, 'a', 'a', 'a'],
  [null, 'a', 'a', null],
]

it('numbers heads by tree, branch, url and commit, unknown ones last', () => {
  const numbered = inOrder.map((place, index) => ({ ...head(place), index: String(index) }))
  for (const places of [inOrder, inOrder.toReversed()]) {
    expect(numberHeads(places.map((place) => head(place)))).toEqual(numbered)
  }
})

it('takes the first of several origins that report the same head', () => {
  const place: Place = ['a', 'm', 'u', 'h']
  const numbered = numberHeads([head(place, 'newer'), head(place, 'older')])
  expect(numbered.map(({ origin }) => origin)).toEqual(['newer'])
})
