import { expect, it } from 'vitest'
import { dayWindows } from './day-windows.ts'

it.each([
  [
    { start: 7, end: 0 },
    { from: 993, until: 1000 },
    { from: 986, until: 993 },
  ],
  [
    { start: 14, end: 7 },
    { from: 986, until: 993 },
    { from: 979, until: 986 },
  ],
  [
    { start: 1, end: 0 },
    { from: 999, until: 1000 },
    { from: 998, until: 999 },
  ],
])('%o', (days, current, previous) => {
  expect(dayWindows(1000, days)).toEqual({ current, previous })
})

it('never reaches the days on which counts what lies beyond all days', () => {
  const all = dayWindows(9_000, { start: 700_000, end: 0 })
  expect(all).toEqual({
    current: { from: -32_766, until: 9_000 },
    previous: { from: -32_766, until: -32_766 },
  })
  expect(dayWindows(32_767, { start: 1, end: 0 }).current).toEqual({ from: 32_766, until: 32_767 })
})
