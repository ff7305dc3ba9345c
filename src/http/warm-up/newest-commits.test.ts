import { expect, it } from 'vitest'
import { atHead, headsOf, summariesOf } from './newest-commits.ts'

const row = (tree_name: string | null, git_repository_branch: string, git_commit_hash: string) => ({
  origin: 'maestro',
  tree_name,
  git_repository_branch,
  git_commit_hash,
})
const heads = headsOf([
  row('mainline', 'master', 'b2'),
  row('mainline', 'master', 'a1'),
  row('arm', 'for-next/core', 'c3'),
  row(null, 'master', 'd4'),
])

it('takes the newest commit of each branch from a listing', () => {
  expect(summariesOf(heads)).toEqual([
    '/api/tree/mainline/master/b2/summary?origin=maestro',
    '/api/tree/arm/for-next%2Fcore/c3/summary?origin=maestro',
  ])
})

it.each([
  ['/api/tree/mainline/master/a1/boots?origin=maestro&x=1', 'b2/boots?origin=maestro&x=1'],
  ['/api/tree/arm/for-next%2Fcore/a1/summary?origin=maestro', 'c3/summary?origin=maestro'],
])('leads from the page of a commit to that of the newest: %s', (target, end) => {
  expect(atHead(target, heads)?.split('/').slice(-2).join('/')).toBe(end)
})

it.each([
  '/api/tree/mainline/master/b2/boots?origin=maestro',
  '/api/tree/mainline/master/a1/boots?origin=other',
  '/api/tree/mainline/other/a1/boots?origin=maestro',
  '/api/tree/mainline/%E0%A4%A/a1/boots?origin=maestro',
  '/api/tree/?origin=maestro',
  '/api/build/a1',
])('leads nowhere else: %s', (target) => {
  expect(atHead(target, heads)).toBeNull()
})

it.each([null, {}, { error: 'No trees found' }, [{}]])('finds none in %j', (listing) => {
  expect(headsOf(listing).size).toBe(0)
})
