import { expect, it } from 'vitest'
import { timestampOf } from './timestamp.ts'

it.each([
  ['2025-07-16T08:45:53Z', '2025-07-16T08:45:53Z'],
  ['2025-07-16T08:45:53.12Z', '2025-07-16T08:45:53.120000Z'],
  ['2025-07-16T08:45:00.007Z', '2025-07-16T08:45:00.007000Z'],
])('writes %s as %s', (instant, written) => {
  expect(timestampOf(new Date(instant))).toBe(written)
})
