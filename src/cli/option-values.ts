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
