import { expect, it } from 'vitest'
import { bareBuild, bareDimensions } from '../testing/bare-build.ts'
import { resultsByCommit } from './results-by-commit.ts'

const tree = { treeName: 'mainline', branch: 'master', url: null }
const buildOf = (checkoutId: string) => bareBuild({ id: `build of ${checkoutId}`, checkoutId })
const cellOf = (checkoutId: string) => ({
  build: buildOf(checkoutId),
  dimensions: bareDimensions(),
  issue: null,
  counts: [0, 1, 0, 0, 0, 0, 0] as const,
})

it('gives what belongs to all checkouts of a commit in a tree', () => {
  const checkouts = [
    { ...tree, id: 'a', hash: 'new' },
    { ...tree, id: 'b', hash: 'new' },
    { ...tree, id: 'c', hash: 'old' },
    { ...tree, id: 'd', hash: 'new', url: '' },
  ]
  const ids = checkouts.map(({ id }) => id)
  const results = { builds: [...ids, 'elsewhere'].map(buildOf), cells: ids.map(cellOf) }
  const resultsOf = resultsByCommit(results, checkouts)
  expect(resultsOf(tree, 'new')).toEqual({
    builds: ['a', 'b'].map(buildOf),
    cells: ['a', 'b'].map(cellOf),
  })
  expect(resultsOf({ ...tree, url: '' }, 'new')).toMatchObject({ builds: [{ checkoutId: 'd' }] })
  for (const hash of ['absent', null]) {
    expect(resultsOf(tree, hash)).toEqual({ builds: [], cells: [] })
  }
})
