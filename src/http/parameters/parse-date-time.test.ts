import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDateTime } from './parse-date-time.ts'

describe('parseDateTime', () => {
  it.each([
    ['2025-07-16', '2025-07-16T00:00:00Z'],
    ['2025-07-16T08:45', '2025-07-16T08:45:00Z'],
    ['2025-07-16 08:45:53', '2025-07-16T08:45:53Z'],
    ['2025-07-16_08:45:53z', '2025-07-16T08:45:53Z'],
    ['2025-07-16T08:45:53.120000Z', '2025-07-16T08:45:53.120000Z'],
    ['2025-07-16t08:45:53,1234569', '2025-07-16T08:45:53.123456Z'],
    ['2025-07-16T08:45:53+02:00', '2025-07-16T06:45:53Z'],
    ['2025-07-16T23:45:53-0130', '2025-07-17T01:15:53Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999999', '9999-12-31T23:59:59.999999Z'],
    ['0', '1970-01-01T00:00:00Z'],
    ['1741192200', '2025-03-05T16:30:00Z'],
    ['1741192200.5', '2025-03-05T16:30:00.500000Z'],
    ['1741192200.123456', '2025-03-05T16:30:00.123456Z'],
    ['1741192200123', '2025-03-05T16:30:00.123000Z'],
    ['-1.5', '1969-12-31T23:59:58.500000Z'],
    ['20000000000', '2603-10-11T11:33:20Z'],
    ['20000000001', '1970-08-20T11:33:20.001000Z'],
    ['1741192200.9999996', '2025-03-05T16:30:00.999999Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(parseDateTime(text)).toEqual({ instant })
  })

  it.each([
    ['', 'input is too short'],
    ['2025-7-16', 'input is too short'],
    ['next Monday', 'invalid character in year'],
    ['2025/07/16', 'invalid date separator, expected `-`'],
    ['2025-ab-16', 'invalid character in month'],
    ['2025-07/16', 'invalid date separator, expected `-`'],
    ['2025-07-1x', 'invalid character in day'],
    ['2025-13-01', 'month value is outside expected range of 1-12'],
    ['2025-02-29', 'day value is outside expected range'],
    ['2025-02-00', 'day value is outside expected range'],
    ['2025-07-16x', 'unexpected extra characters at the end of the input'],
    ['2025-07-16T24:00:00', 'unexpected extra characters at the end of the input'],
    ['2025-07-16T08:60', 'unexpected extra characters at the end of the input'],
    ['2025-07-16T08:45:53+24:00', 'unexpected extra characters at the end of the input'],
    ['2025-07-16T08:45:53 02:00', 'unexpected extra characters at the end of the input'],
    ['0000-06-01', 'year is out of range'],
    ['0001-01-01T00:00:00+01:00', 'year is out of range'],
    ['9999-12-31T23:59:59-01:00', 'year is out of range'],
    ['253402300800000', 'dates after 9999 are not supported as unix timestamps'],
    [`1${'0'.repeat(400)}`, 'dates after 9999 are not supported as unix timestamps'],
    ['-99999999999999', 'dates before 1600 are not supported as unix timestamps'],
  ])('refuses %s: %s', (text, reason) => {
    expect(parseDateTime(text)).toEqual({ reason })
  })

  it('reads what answers write, and nothing from other texts', () => {
    const instants = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (date) => {
        const instant = date.toISOString().replace('Z', '000Z').replace('.000000Z', 'Z')
        expect(parseDateTime(instant)).toEqual({ instant })
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseDateTime(text)
        expect('instant' in parsed ? Date.parse(parsed.instant) : 0).not.toBeNaN()
      }),
    )
  })
})
