/** Everything but the length of the month. */
const dateTime =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/**
 * Whether a text is a date and time with a zone as RFC 3339 has it, but without leap seconds and
 * without the year 0000 (submission-format.md 2.7).
 */
export function isDateTime(text: string): boolean {
  if (!dateTime.test(text)) return false
  const day = text.slice(8, 10)
  // the calendar is asked for the last three days only: the others exist in every month
  return day <= '28' || Number(day) <= daysOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

function daysOf(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
