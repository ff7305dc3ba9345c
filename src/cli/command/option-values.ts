import { InvalidArgumentError } from 'commander'

/** Reads a whole number from `min` to `max`, both allowed. */
export function wholeNumberOption(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < min || number > max) {
      throw new InvalidArgumentError(`expected a whole number from ${min} to ${max}`)
    }
    return number
  }
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

const intervalForm = /^(\d{1,10})\s+(minute|hour|day)s?$/i

/** PostgreSQL knows no time that is some thousand years ago. */
const daysMax = 36_500

/** Reads an interval such as `90 minutes` or `7 days` (reference/operations.md 1), in milliseconds. */
export function intervalOption(value: string): number {
  const [, count = '', unit = ''] = intervalForm.exec(value.trim()) ?? []
  const ms = Object.entries(unitMs).find(([name]) => name === unit.toLowerCase())?.[1]
  const interval = Number(count) * (ms ?? NaN)
  if (interval <= daysMax * unitMs.day) return interval
  throw new InvalidArgumentError(
    `expected an interval such as "90 minutes", "2 hours" or "7 days", of ${daysMax} days at most`,
  )
}

/** Reads names that are separated by commas. */
export function listOption(value: string): string[] {
  const names = value.split(',').map((name) => name.trim())
  if (names.every((name) => name !== '')) return names
  throw new InvalidArgumentError('expected names separated by commas')
}

/**
 * Reads the name of a file, a folder or a thing. An empty one, mostly of a variable that is not set, would mean the
 * folder in which the command is started.
 */
export function nameOption(value: string): string {
  if (value.trim() !== '') return value
  throw new InvalidArgumentError('expected a name, and got nothing')
}

const instantForm = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/

/**
 * Reads an instant in the past: ISO 8601 with its offset from UTC, a day (which begins in UTC), or an
 * interval before now.
 *
 * @returns ISO 8601, in UTC
 */
export function sinceOption(value: string, now = Date.now()): string {
  if (!instantForm.test(value)) return new Date(now - intervalOption(value)).toISOString()
  const [day = ''] = value.split('T')
  const [instant, midnight] = [value, day].map((each) => new Date(each))
  // a day that its month does not have would be one of the next month, and PostgreSQL knows no year 0
  if (isoText(midnight)?.startsWith(day) !== true || isoText(instant) === null) {
    throw new InvalidArgumentError('there is no such time')
  }
  const [, fraction] = /\.(\d+)/.exec(value) ?? []
  const text = isoText(instant) ?? ''
  return fraction === undefined ? text : text.replace(/\.\d+/, `.${fraction}`)
}

/** Null for what is no time of the years 1 to 9999. */
function isoText(instant: Date | undefined): string | null {
  if (instant === undefined || Number.isNaN(instant.getTime())) return null
  const text = instant.toISOString()
  return /^(?!0000)\d{4}-/.test(text) ? text : null
}
