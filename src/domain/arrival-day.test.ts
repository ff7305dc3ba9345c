import { expect, it } from 'vitest'
import { arrivalDayOf } from './arrival-day.ts'

it.each([
  ['2000-01-01T00:00:00Z', 0],
  ['1999-12-31T23:59:59.999Z', -1],
  ['2026-11-28T23:59:59.999Z', 9828],
  ['2026-11-29T00:00:00+01:00', 9828],
  ['0001-01-01T00:00:00Z', -32_767],
  ['9999-12-31T00:00:00Z', 32_767],
])('%s is day %i', (instant, day) => {
  expect(arrivalDayOf(new Date(instant))).toBe(day)
})
