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

const intervalForm = /^(\d{1,7})\s+(minute|hour|day)s?$/i

/** Reads an interval such as `90 minutes` or `7 days` (reference/operations.md 1), in milliseconds. */
export function intervalOption(value: string): number {
  const [, count = '', unit = ''] = intervalForm.exec(value.trim()) ?? []
  const ms = Object.entries(unitMs).find(([name]) => name === unit.toLowerCase())?.[1]
  if (ms === undefined) {
    throw new InvalidArgumentError(
      'expected an interval such as "90 minutes", "2 hours" or "7 days"',
    )
  }
  return Number(count) * ms
}

/** Reads names that are separated by commas. */
export function listOption(value: string): string[] {
  const names = value.split(',').map((name) => name.trim())
  if (names.every((name) => name !== '')) return names
  throw new InvalidArgumentError('expected names separated by commas')
}

const instantForm = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/

/**
 * Reads an instant in the past: ISO 8601 with its offset from UTC, a day (which begins in UTC), or an
 * interval before now.
 *
 * @returns ISO 8601
 */
export function sinceOption(value: string, now = Date.now()): string {
  if (!instantForm.test(value)) return new Date(now - intervalOption(value)).toISOString()
  if (Number.isNaN(Date.parse(value))) throw new InvalidArgumentError('there is no such time')
  return value.includes('T') ? value : `${value}T00:00:00Z`
}
