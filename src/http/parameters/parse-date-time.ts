import { beginOfTime, endOfTime, instantOfUnixTime, isoInstant } from './unix-time.ts'

/** What a text says about an instant, ISO 8601 in UTC with microseconds; or why it says none. */
export type ParsedDateTime = { instant: string } | { reason: string }

const numberText = /^[+-]?\d+(?:\.\d+)?$/
const dateTimeText =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt _](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d{2}):?(\d{2}))?)?$/

/** Unix times of a greater magnitude are in milliseconds. */
const largestSeconds = 20_000_000_000

const earliestUnixTime = Date.UTC(1600) / 1000

/**
 * Reads a date, a date and time, or a Unix time (api-misc.md 1.6): without a zone in UTC, digits beyond
 * microseconds cut off. The reasons are those of the reference.
 */
export function parseDateTime(text: string): ParsedDateTime {
  if (numberText.test(text)) return parseUnixTime(Number(text))
  const match = dateTimeText.exec(text)
  const [, date = '', hour = '0', minute = '0', second = '0', fraction = ''] = match ?? []
  const [sign, offsetHour = '0', offsetMinute = '0'] = match?.slice(6) ?? []
  const inDay = [hour, offsetHour].every((hours) => Number(hours) < 24)
  const inHour = [minute, second, offsetMinute].every((sixtieths) => Number(sixtieths) < 60)
  if (!isDate(date) || !inDay || !inHour) return { reason: reasonOf(text) }
  const time = 3600 * Number(hour) + 60 * Number(minute) + Number(second)
  const offset = (sign === '-' ? -60 : 60) * (60 * Number(offsetHour) + Number(offsetMinute))
  const seconds = Date.parse(date) / 1000 + time - offset
  if (seconds < beginOfTime || seconds >= endOfTime) return { reason: 'year is out of range' }
  return { instant: isoInstant(seconds, Number(fraction.slice(0, 6).padEnd(6, '0'))) }
}

function parseUnixTime(value: number): ParsedDateTime {
  const seconds = Math.abs(value) > largestSeconds ? value / 1000 : value
  if (seconds < earliestUnixTime) {
    return { reason: 'dates before 1600 are not supported as unix timestamps' }
  }
  const instant = instantOfUnixTime(seconds)
  return instant === null
    ? { reason: 'dates after 9999 are not supported as unix timestamps' }
    : { instant }
}

/** A day that the calendar has: a text without day is none. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Where a date goes wrong, in the order in which it is read; a date that is right has more behind it. */
const faults: readonly [pattern: RegExp, reason: string][] = [
  [/^.{0,9}$/s, 'input is too short'],
  [/^(?!\d{4})/, 'invalid character in year'],
  [/^.{4}[^-]/s, 'invalid date separator, expected `-`'],
  [/^.{5}(?!\d\d)/s, 'invalid character in month'],
  [/^.{7}[^-]/s, 'invalid date separator, expected `-`'],
  [/^.{8}(?!\d\d)/s, 'invalid character in day'],
  [/^.{5}(?!0[1-9]|1[0-2])/s, 'month value is outside expected range of 1-12'],
]

function reasonOf(text: string): string {
  const fault = faults.find(([pattern]) => pattern.test(text))
  if (fault !== undefined) return fault[1]
  return isDate(text.slice(0, 10))
    ? 'unexpected extra characters at the end of the input'
    : 'day value is outside expected range'
}
