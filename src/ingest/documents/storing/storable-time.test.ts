import { describe, expect, it } from 'vitest'
import { isStorableTime, timeText } from './storable-time.ts'

describe('isStorableTime (decisions.md 2)', () => {
  it.each([
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00-00:01',
    '0001-01-01T00:01:00+00:01',
    '0000-12-31T23:59:59.9999999Z',
    '9999-12-31T23:59:59.9999994Z',
    '9999-12-31T23:59:59+00:01',
    '9999-12-31t22:59:59-01:00',
    '2025-07-18T13:09:07Z',
  ])('%s is in the years 1 to 9999', (time) => {
    expect(isStorableTime(time)).toBe(true)
  })

  it.each([
    '0001-01-01T00:00:00+00:01',
    '0001-01-01t00:00:59.9+00:01',
    '9999-12-31T23:59:59.9999995Z',
    '9999-12-31T23:59:59-00:01',
    '9999-12-31t23:59:59.9999999z',
  ])('%s is not', (time) => {
    expect(isStorableTime(time)).toBe(false)
  })
})

describe('timeText', () => {
  it.each(['2025-07-18T13:09:07.1234567Z', '2025-07-18t13:09:07z', '2025-07-18T13:09:07+15:59'])(
    'leaves %s as it was submitted',
    (time) => {
      expect(timeText(time)).toBe(time)
    },
  )

  it.each([
    ['2025-07-18T13:09:07.25+16:00', '2025-07-17T21:09:07.25Z'],
    ['2025-07-18t13:09:07-23:59', '2025-07-19T13:08:07Z'],
    ['0001-01-01T23:59:00+23:59', '0001-01-01T00:00:00Z'],
    // the last half of a millionth of the year 0000, of which PostgreSQL reads no text
    ['0001-01-01T15:59:59.9999995+16:00', '0001-01-01T00:00:00Z'],
    ['2025-07-18T13:09:07.9999996+16:00', '2025-07-17T21:09:08Z'],
    [`2025-07-18T13:09:07.${'1'.repeat(300)}+01:00`, `2025-07-18T12:09:07.${'1'.repeat(20)}Z`],
  ])('writes %s in UTC, because PostgreSQL does not read it', (time, expected) => {
    expect(timeText(time)).toBe(expected)
  })
})
