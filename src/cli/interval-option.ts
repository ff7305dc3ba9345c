import { InvalidArgumentError } from 'commander'

const units: ReadonlyMap<string, number> = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
])

/**
 * Reads `<integer> <unit>`: minutes, hours or days, in letters of any case (reference/operations.md 1).
 *
 * @returns milliseconds
 */
function intervalOption(value: string): number {
  const [, amount, unit = ''] = /^\s*(\d+)\s+([a-z]+?)s?\s*$/i.exec(value) ?? []
  if (amount === undefined) {
    throw new InvalidArgumentError('expected an interval such as "7 days" or "12 hours"')
  }
  const length = units.get(unit.toLowerCase())
  if (length === undefined) {
    throw new InvalidArgumentError('expected minutes, hours or days, such as "90 minutes"')
  }
  return Number(amount) * length
}

/**
 * Reads an instant in the past: ISO 8601 with its offset from UTC, a day (which begins in UTC), or an
 * interval before now.
 *
 * @returns ISO 8601 in UTC
 */
export function sinceOption(value: string, now = Date.now()): string {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(value)) {
    return new Date(now - intervalOption(value)).toISOString()
  }
  if (Number.isNaN(Date.parse(value))) throw new InvalidArgumentError('there is no such time')
  return value.includes('T') ? value : `${value}T00:00:00Z`
}
