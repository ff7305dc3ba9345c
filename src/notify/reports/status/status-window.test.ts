import { expect, it } from 'vitest'
import { statusWindow } from './status-window.ts'

const now = new Date('2026-11-28T02:30:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

it.each([
  ['nobody knows of a run', null, 29],
  ['the last run was an hour ago', hoursAgo(1), 29],
  ['the last run was yesterday', hoursAgo(24), 30],
  ['the last run was late', hoursAgo(23.5), 30],
  ['a day was missed', hoursAgo(48), 54],
  ['a month was missed', hoursAgo(720), 168],
])('when %s', (_, lookedUntil, maxAgeInHours) => {
  expect(statusWindow(now, lookedUntil)).toEqual({ minAgeInHours: 5, maxAgeInHours })
})
