import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { cronExpression } from './cron-expression.ts'

const iso = (slots: readonly Date[]) => slots.map((slot) => slot.toISOString())

function between(text: string, after: string, until: string, limit = 100): string[] {
  return iso(cronExpression(text).slotsBetween(new Date(after), new Date(until), limit))
}

it.each([
  ['59 * * * *', '2026-01-01T10:59:00Z', '2026-01-01T12:59:00Z', ['11:59', '12:59']],
  ['30 2 * * *', '2026-01-01T02:30:00Z', '2026-01-03T02:29:59Z', ['02:30']],
  [
    '33 3 * * 1',
    '2026-11-01T00:00:00Z',
    '2026-11-10T00:00:00Z',
    ['2026-11-02T03:33', '2026-11-09T03:33'],
  ],
  [
    '0 0 13 * 5',
    '2026-01-01T00:00:00Z',
    '2026-12-31T00:00:00Z',
    ['2026-02-13', '2026-03-13', '2026-11-13'],
  ],
  ['0 0 29 2 *', '2025-01-01T00:00:00Z', '2028-12-31T00:00:00Z', ['2028-02-29']],
])('finds the slots of %s after %s up to %s', (text, after, until, expected) => {
  const found = between(text, after, until)
  expect(found).toHaveLength(expected.length)
  for (const [index, part] of expected.entries()) expect(found[index]).toContain(part)
})

it('gives the latest of many, in order', () => {
  expect(between('* * * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:00:09.9Z', 2)).toEqual([
    '2026-01-01T00:00:08.000Z',
    '2026-01-01T00:00:09.000Z',
  ])
  expect(between('0 0 * * *', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', 2)).toEqual([
    '2026-02-28T00:00:00.000Z',
    '2026-03-01T00:00:00.000Z',
  ])
})

it('looks ahead', () => {
  const next = (text: string, after: string) =>
    cronExpression(text).nextSlot(new Date(after))?.toISOString() ?? null
  expect(next('0 3 * * *', '2026-01-01T03:00:00Z')).toBe('2026-01-02T03:00:00.000Z')
  expect(next('0 3 * * *', '2026-01-01T02:59:59.999Z')).toBe('2026-01-01T03:00:00.000Z')
  expect(next('0 0 29 2 *', '2024-02-29T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z')
  // the next one that is a Monday is in 2044
  expect(next('0 0 29 2 1', '2024-02-29T00:00:00Z')).toBeNull()
})

it.each(['x', '61 * * * *', '0 0 30 2 *', '0 0 L * *', '0 0 * * 1#2', '0 0 15W * *'])(
  'refuses %s',
  (text) => {
    expect(() => cronExpression(text)).toThrow()
  },
)

it('agrees with itself however the time is cut into pieces', () => {
  const { slotsBetween } = cronExpression('*/7 3,15 * * 1-5')
  const start = Date.UTC(2026, 9, 23)
  const minutes = fc.integer({ min: 0, max: 7 * 24 * 60 })
  fc.assert(
    fc.property(minutes, minutes, minutes, (...cuts) => {
      const [a, b, c] = cuts
        .toSorted((x, y) => x - y)
        .map((cut) => new Date(start + cut * 60_000)) as [Date, Date, Date]
      const pieces = [...slotsBetween(a, b, 1_000), ...slotsBetween(b, c, 1_000)]
      expect(iso(pieces)).toEqual(iso(slotsBetween(a, c, 1_000)))
    }),
  )
})

/** The days on which clocks change, and the hours around it in UTC. */
const changes = [
  ['Europe/Berlin', '2026-03-29T00:00:00Z'],
  ['Europe/Berlin', '2026-10-25T00:00:00Z'],
  ['America/Santiago', '2026-04-05T02:00:00Z'],
  ['America/Santiago', '2026-09-06T03:00:00Z'],
] as const

describe('runs by UTC on days on which clocks change', () => {
  it.each(changes)('in %s, on %s', (zone, around) => {
    vi.stubEnv('TZ', zone)
    const from = new Date(Date.parse(around) - 3 * 3_600_000)
    const until = new Date(Date.parse(around) + 5 * 3_600_000)
    expect(from.getTimezoneOffset()).not.toBe(until.getTimezoneOffset())
    const hourly = cronExpression('30 * * * *').slotsBetween(from, until, 100)
    expect(hourly.map((slot) => slot.getTime() - from.getTime())).toEqual(
      Array.from({ length: 8 }, (_, hour) => (hour + 0.5) * 3_600_000),
    )
    const daily = cronExpression('30 2 * * *')
    expect(daily.nextSlot(from)?.getUTCHours()).toBe(2)
    vi.unstubAllEnvs()
  })
})
