/**
 * Times of a valid document as PostgreSQL takes them: `timestamptz` input rounds to the microsecond,
 * knows offsets below 16 hours only, and reads at most 128 characters.
 */

const firstSecond = Date.parse('0001-01-01T00:00:00Z') / 1000
const secondAfterLast = Date.UTC(10_000, 0, 1) / 1000

const offsetHoursMax = '15'
const lengthMax = 64
const fractionDigitsMax = 20

/**
 * Whether an instant lies in the years 1 to 9999 in UTC, after its offset and after rounding to the
 * microsecond (decisions.md 2).
 *
 * @param time a date and time that the format accepts (submission-format.md 2.7)
 */
export function isStorableTime(time: string): boolean {
  // no offset moves a time by more than a day: most years answer alone
  if (time >= '0002' && time < '9999') return true
  const second = storedSecond(time)
  return second >= firstSecond && second < secondAfterLast
}

/**
 * The text by which a storable time goes to PostgreSQL: as submitted, or in UTC where it must be
 * rewritten. There it is rounded here when that gives a whole second: PostgreSQL reads no text of the
 * year 0000, not even the last millionth of it.
 */
export function timeText(time: string): string {
  if (time.length <= lengthMax && !hasLargeOffset(time)) return time
  const fraction = roundsUp(time) ? '' : fractionOf(time).slice(0, fractionDigitsMax)
  const second = new Date(storedSecond(time) * 1000).toISOString().slice(0, 19)
  return `${second}${fraction && `.${fraction}`}Z`
}

function hasLargeOffset(time: string): boolean {
  const sign = time.at(-6)
  return (sign === '+' || sign === '-') && time.slice(-5, -3) > offsetHoursMax
}

/** The second since 1970 that a time is stored in: the next one when its fraction rounds up to a whole. */
function storedSecond(time: string): number {
  return wholeSecond(time) + (roundsUp(time) ? 1 : 0)
}

/** Seconds since 1970, without the fraction. */
function wholeSecond(time: string): number {
  return Date.parse(time.toUpperCase().replace(/\.\d+/, '')) / 1000
}

function roundsUp(time: string): boolean {
  return Math.round(Number(`0.${fractionOf(time)}0`) * 1e6) === 1e6
}

function fractionOf(time: string): string {
  return /\.(\d+)/.exec(time)?.[1] ?? ''
}
