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
