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
  expect(treeListingLink([{ origin: 'maestro', startTime }], now)).toEqual({
    path,
    origin: 'maestro',
    days,
    isOld,
  })
})

const recent = '2026-11-24T12:00:00Z'
const justNow = '2026-11-28T11:00:00Z'

it.each([
  ['the usual one when it has something', 'maestro', justNow, recent],
  ['the newest one when the usual one is old', '0dayci', recent, '2026-10-01T00:00:00Z'],
])('asks for the origin %s', (_, origin, ofOther, ofUsual) => {
  const newest = [
    { origin: '0dayci', startTime: ofOther },
    { origin: 'maestro', startTime: ofUsual },
  ]
  expect(treeListingLink(newest, now)).toMatchObject({ origin, days: 7, isOld: false })
})

it('asks for an origin whatever it is called', () => {
  const link = treeListingLink([{ origin: 'a&b ä', startTime: justNow }], now)
  expect(link?.path).toBe('/api/tree/?origin=a%26b+%C3%A4&interval_in_days=7')
})

it('leads nowhere without checkouts', () => {
  expect(treeListingLink([], now)).toBeNull()
})
