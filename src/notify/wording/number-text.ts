const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with commas between thousands. */
export function withCommas(count: number): string {
  return integers.format(count)
}
