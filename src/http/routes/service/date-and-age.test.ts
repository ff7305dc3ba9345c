import { expect, it } from 'vitest'
import { dateAndAge } from './date-and-age.ts'

const now = new Date('2026-11-25T14:00:59.500Z')

it.each([
  ['2026-11-25T14:00:58.000Z', '2026-11-25 14:00 UTC, 1 second ago'],
  ['2026-11-25T14:00:59.400Z', '2026-11-25 14:00 UTC, 0 seconds ago'],
  ['2026-11-25T13:27:28.165Z', '2026-11-25 13:27 UTC, 33 minutes ago'],
  ['2026-11-25T03:00:00.000Z', '2026-11-25 03:00 UTC, 11 hours ago'],
  ['2025-11-25T14:00:00.000Z', '2025-11-25 14:00 UTC, 365 days ago'],
  ['2026-11-25T17:30:00.000Z', '2026-11-25 17:30 UTC, in 3 hours'],
])('%s is shown as %s', (instant, text) => {
  expect(dateAndAge(new Date(instant), now)).toBe(text)
})
