import { expect, it } from 'vitest'
import { isoWeek } from './iso-week.ts'

it.each([
  ['2026-01-01T00:00:00Z', '2026-W01'],
  ['2025-12-29T00:00:00Z', '2026-W01'],
  ['2025-12-28T23:59:59Z', '2025-W52'],
  ['2027-01-03T12:00:00Z', '2026-W53'],
  ['2027-01-04T00:00:00Z', '2027-W01'],
  ['2026-06-17T03:33:00Z', '2026-W25'],
])('%s is in %s', (instant, week) => {
  expect(isoWeek(new Date(instant))).toBe(week)
})
