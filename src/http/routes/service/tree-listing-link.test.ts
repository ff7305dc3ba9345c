import { expect, it } from 'vitest'
import { treeListingLink } from './tree-listing-link.ts'

const now = new Date('2026-11-28T12:00:00Z')

it.each([
  ['2026-11-28T11:59:00Z', 7, false],
  ['2026-11-22T13:00:00Z', 7, false],
  ['2026-11-22T11:00:00Z', 8, false],
  ['2026-11-21T11:00:00Z', 9, true],
  ['2026-11-01T12:00:00Z', 29, true],
  ['2027-05-01T00:00:00Z', 7, false],
  ['0001-01-01T00:00:00Z', 700_000, true],
])('data of %s is found by looking back %d days', (startTime, days, isOld) => {
  const path = `/api/tree/?origin=maestro&interval_in_days=${days}`
  expect(treeListingLink({ origin: 'maestro', startTime }, now)).toEqual({
    path,
    origin: 'maestro',
    days,
    isOld,
  })
})

it('asks for the origin that has something, whatever it is called', () => {
  const { path } = treeListingLink({ origin: 'a&b ä', startTime: '2026-11-28T00:00:00Z' }, now)
  expect(path).toBe('/api/tree/?origin=a%26b+%C3%A4&interval_in_days=7')
})
