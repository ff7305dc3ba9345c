import { expect, it } from 'vitest'
import { statusWindows } from './status-window.ts'

const now = new Date('2026-11-28T02:30:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

it.each([
  ['nobody knows of a run', null, ['5 to 29']],
  ['the last run was an hour ago', hoursAgo(1), ['5 to 29']],
  ['the last run was yesterday', hoursAgo(24), ['5 to 30']],
  ['the last run was early', hoursAgo(24.01), ['5 to 31']],
  ['the last run was late', hoursAgo(23.5), ['5 to 30']],
  ['this run is late', hoursAgo(31), ['29 to 37', '5 to 29']],
  ['a day was missed', hoursAgo(48), ['29 to 54', '5 to 29']],
])('when %s', (_, lookedUntil, ages) => {
  const windows = statusWindows(now, lookedUntil)
  expect(
    windows.map(({ minAgeInHours, maxAgeInHours }) => `${minAgeInHours} to ${maxAgeInHours}`),
  ).toEqual(ages)
})

it('looks back no further than a week', () => {
  const windows = statusWindows(now, hoursAgo(720))
  expect(windows).toHaveLength(7)
  expect(windows[0]).toEqual({ minAgeInHours: 149, maxAgeInHours: 168 })
})
